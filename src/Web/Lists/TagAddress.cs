namespace Papers.Web.Lists;

/// <summary>Where a tag has its page.</summary>
public static class TagAddress
{
    public static string Of(string slug) => $"/tags/{Uri.EscapeDataString(slug)}";
}
