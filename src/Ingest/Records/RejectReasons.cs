namespace Papers.Ingest.Records;

/// <summary>Why an entry was not taken, where several formats give the same reason.</summary>
internal static class RejectReasons
{
    public const string CutOff = "The file is cut off or damaged here: its packed data stops before its end. What follows was not read.";
    public const string ListCutOff = "The list is cut off here: it stops before its end. What follows was not read.";
    public const string InvalidUtf8 = "It is not valid UTF-8.";
}
