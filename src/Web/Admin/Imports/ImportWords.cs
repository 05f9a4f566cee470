using Papers.Contracts.Ingest;
using Papers.Web.Lists;

namespace Papers.Web.Admin.Imports;

/// <summary>What came of a file, in the words of the operator's pages.</summary>
internal static class ImportWords
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
        ImportState.Waiting => "waits",
        ImportState.Reading => "is being read",
        ImportState.Failed => "could not be read",
        _ => "was read",
    };

    public static string Counts(ImportReport report) =>
        $"{Wording.Count(report.Read, "record", "records")}: {report.New:N0} new, {report.Changed:N0} changed, {report.Unchanged:N0} unchanged, {report.Rejected:N0} rejected";
}
