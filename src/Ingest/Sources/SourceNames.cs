namespace Papers.Ingest.Sources;

/// <summary>The names under which what a source said is kept; they are stored, so they never change.</summary>
public static class SourceNames
{
    public const string PageDump = "page-dump";
    public const string JsonLines = "json-lines";
}
