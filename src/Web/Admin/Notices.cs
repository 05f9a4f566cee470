namespace Papers.Web.Admin;

/// <summary>What a page says after a form succeeded. The URL carries only the name, so that no link can put its own text on the page.</summary>
internal static class Notices
{
    public const string FetchStarted = "fetch-started";
    public const string Retried = "retried";
    public const string Merged = "merged";
    public const string KeptSeparate = "kept-separate";
    public const string Split = "split";
    public const string Republishing = "republishing";

    public static string? Find(string? done) => done switch
    {
        FetchStarted => "Fetch started.",
        Retried => "The message was queued again.",
        Merged => "Merged.",
        KeptSeparate => "Kept separate. This pair is not listed again.",
        Split => "The source record is a separate paper now.",
        Republishing => "Republishing started.",
        _ => null,
    };
}
