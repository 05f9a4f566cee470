namespace Papers.Web.Admin;

/// <summary>What a page says after a form did its work. The address carries only the name, so that no link can put words on the page.</summary>
public static class Notes
{
    public const string Harvest = "harvest";
    public const string Retried = "retried";
    public const string Joined = "joined";
    public const string Dismissed = "dismissed";
    public const string Split = "split";
    public const string Republish = "republish";

    public static string? Find(string? done) => done switch
    {
        Harvest => "The harvest was ordered.",
        Retried => "The message was sent again.",
        Joined => "The two are one paper now.",
        Dismissed => "They stay two papers, and are not listed again.",
        Split => "That source’s statement is a paper of its own now.",
        Republish => "It is being told again.",
        _ => null,
    };
}
