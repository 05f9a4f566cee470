using System.Diagnostics;

namespace Papers.ServiceDefaults.Telemetry;

/// <summary>The spans of the services' own work.</summary>
public static class Traces
{
    /// <summary>
    /// Begins a trace of its own, with a link to the trace around it: for one of many parts, such as a batch of a long import, that is
    /// followed through other services and would make the whole too large to look at.
    /// </summary>
    public static OwnTrace StartTrace(this ActivitySource source, string name)
    {
        var around = Activity.Current;
        Activity.Current = null;
        return new(source.StartActivity(name, ActivityKind.Internal, default(ActivityContext), links: around is null ? null : [new(around.Context)]), around);
    }

    /// <summary>Goes on with a trace that was kept as a <c>traceparent</c>; begins one where none was.</summary>
    public static Activity? ContinueTrace(this ActivitySource source, string name, string? traceParent) =>
        source.StartActivity(name, ActivityKind.Internal, traceParent);

    /// <summary>Ends a span without recording it, since nothing came of it. Its children are not recorded either if they end later.</summary>
    public static void Discard(this Activity activity)
    {
        activity.IsAllDataRequested = false;
        activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}

/// <summary>A trace that was begun, and the span to go back to when it ends.</summary>
/// <param name="Activity">Null where nobody collects traces.</param>
public readonly record struct OwnTrace(Activity? Activity, Activity? Around) : IDisposable
{
    public void Dispose()
    {
        Activity?.Dispose();
        System.Diagnostics.Activity.Current = Around;
    }
}
