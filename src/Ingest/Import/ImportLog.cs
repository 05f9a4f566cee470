using Papers.Contracts.Ingest;

namespace Papers.Ingest.Import;

/// <summary>The line that an operator sees of each import that ended.</summary>
internal static partial class ImportLog
{
    /// <param name="operations">Of <see cref="ServiceDefaults.Telemetry.OperationsLog"/>.</param>
    public static void Ended(ILogger operations, ImportReport report)
    {
        if (report.State == ImportState.Done)
        {
            Finished(operations, report.Name, report.Format, report.Read, report.New, report.Changed, report.Unchanged, report.Rejected);
        }
        else
        {
            Failed(operations, report.Name, report.Read, report.New, report.Changed, report.Rejected, report.Failure);
        }
    }

    [LoggerMessage(LogLevel.Information, "Import of {Name} finished ({Format}): {Read} records, {New} new, {Changed} changed, {Unchanged} unchanged, {Rejected} rejected")]
    private static partial void Finished(ILogger logger, string name, string? format, long read, long @new, long changed, long unchanged, long rejected);

    [LoggerMessage(LogLevel.Error, "Import of {Name} failed after {Read} records, {New} new, {Changed} changed, {Rejected} rejected: {Reason}")]
    private static partial void Failed(ILogger logger, string name, long read, long @new, long changed, long rejected, string? reason);
}
