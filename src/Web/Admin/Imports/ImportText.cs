using Papers.Contracts.Ingest;
using Papers.Web.Lists;

namespace Papers.Web.Admin.Imports;

/// <summary>The state and the counts of an import, as the admin pages show them.</summary>
internal static class ImportText
{
    public static string Mark(ImportReport report) => report switch
    {
        { State: ImportState.Failed } => "state bad",
        { State: ImportState.Waiting or ImportState.Reading } => "state busy",
        { Rejected: > 0 } => "state half",
        _ => "state good",
    };

    public static string State(ImportReport report) => report.State switch
    {
        ImportState.Waiting => "queued",
        ImportState.Reading => "importing",
        ImportState.Failed => "failed",
        _ => "imported",
    };

    public static string Counts(ImportReport report) =>
        $"{Wording.Count(report.Read, "record", "records")}: "
        + $"{report.New:N0} new, {report.Changed:N0} changed, {report.Unchanged:N0} unchanged, {report.Rejected:N0} rejected";
}
