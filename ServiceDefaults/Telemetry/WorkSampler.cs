using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;

namespace Papers.ServiceDefaults.Telemetry;

/// <summary>
/// Begins no trace with a call to a server: such a call has no span around it only where something polls, and polls would fill the
/// dashboard within minutes. Work begins a trace of its own (<see cref="Traces"/>), in which its calls are then recorded.
/// </summary>
internal sealed class WorkSampler(Sampler others) : Sampler
{
    /// <summary>A sampler for all spans; those with a parent follow it. The variables of OpenTelemetry choose how many traces are kept.</summary>
    public static Sampler Create(IConfiguration configuration) => new ParentBasedSampler(new WorkSampler(RootSampler(configuration)));

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Kind == System.Diagnostics.ActivityKind.Client ? new(SamplingDecision.Drop) : others.ShouldSample(samplingParameters);

    // OpenTelemetry reads the variables only where no sampler is set.
    private static Sampler RootSampler(IConfiguration configuration)
    {
        var name = configuration["OTEL_TRACES_SAMPLER"] ?? "";
        return name.EndsWith("always_off", StringComparison.Ordinal) ? new AlwaysOffSampler()
            : name.EndsWith("traceidratio", StringComparison.Ordinal)
                && double.TryParse(configuration["OTEL_TRACES_SAMPLER_ARG"], CultureInfo.InvariantCulture, out var ratio)
                && ratio is >= 0 and <= 1
                ? new TraceIdRatioBasedSampler(ratio)
            : new AlwaysOnSampler();
    }
}
