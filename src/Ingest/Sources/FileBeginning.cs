namespace Papers.Ingest.Sources;

/// <summary>The beginning of a text, by which its format is told: its first lines that are not blank, each cut to a bounded length.</summary>
internal sealed record FileBeginning(IReadOnlyList<string> Lines)
{
    public const int MostLines = 50;
    public const int LongestLine = 2_000;
}
