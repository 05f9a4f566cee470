using Microsoft.Extensions.Logging;

namespace Papers.ServiceDefaults.Telemetry;

/// <summary>
/// The log category of what an operator wants to see of a running stack, a line each: an import that finished or failed, a source that
/// fails or recovers, an edition that was ranked or queued. The app host shows it on its console, so nothing else is written to it.
/// </summary>
public static class OperationsLog
{
    public const string Category = "Papers.Operations";

    public static ILogger CreateOperationsLogger(this ILoggerFactory loggers) => loggers.CreateLogger(Category);
}
