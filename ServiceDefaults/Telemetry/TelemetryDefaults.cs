using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Papers.ServiceDefaults.Telemetry;

/// <summary>
/// Logs, metrics and traces over OTLP if <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set. Nothing is collected otherwise, so a machine without a
/// collector pays nothing.
/// </summary>
public static class TelemetryDefaults
{
    /// <summary>The prefix of the services' own activity sources and meters.</summary>
    public const string SourcePrefix = "Papers.";

    /// <summary>Whether telemetry is sent to a collector.</summary>
    internal static bool HasCollector(this WebApplicationBuilder builder) =>
        !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);

    internal static void AddTelemetryDefaults(this WebApplicationBuilder builder, string service)
    {
        if (!builder.HasCollector())
        {
            return;
        }

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Configuration["OTEL_SERVICE_NAME"] ?? service))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter("MassTransit", $"{SourcePrefix}*"))
            .WithTracing(tracing => tracing
                .SetSampler(WorkSampler.Create(builder.Configuration))
                .AddAspNetCoreInstrumentation(options => options.Filter = context =>
                    !context.Request.Path.StartsWithSegments("/health") && !context.Request.Path.StartsWithSegments("/alive"))
                .AddHttpClientInstrumentation()
                .AddSource("MassTransit", $"{SourcePrefix}*"))
            .UseOtlpExporter();
    }
}
