using Papers.Contracts;

namespace Papers.Web.Lists;

/// <summary>Where a paper has its page. The slash of an old arXiv identifier stays a slash.</summary>
public static class PaperAddress
{
    public static string Of(PaperId paperId) =>
        $"/papers/{string.Join('/', paperId.Value.Split('/').Select(Uri.EscapeDataString))}";
}
