using Papers.Contracts.LinkCheck;

namespace Papers.LinkCheck.FindLinks;

/// <summary>What a link probably leads to, judged by its host and the beginning of its path.</summary>
internal static class LinkKinds
{
    public static LinkKind FromUrl(Uri link)
    {
        var host = link.Host.StartsWith("www.", StringComparison.Ordinal) ? link.Host["www.".Length..] : link.Host;
        var path = link.AbsolutePath;
        return host switch
        {
            "github.com" or "gitlab.com" or "bitbucket.org" or "codeberg.org" or "gitee.com" => path.Length > 1 ? LinkKind.Code : LinkKind.Page,
            "gist.github.com" or "raw.githubusercontent.com" or "anonymous.4open.science" or "colab.research.google.com" or "pypi.org" => LinkKind.Code,
            "huggingface.co" or "hf.co" => path.StartsWith("/datasets/", StringComparison.Ordinal) ? LinkKind.Data : LinkKind.Page,
            "kaggle.com" when path.StartsWith("/code/", StringComparison.Ordinal) => LinkKind.Code,
            "kaggle.com" => path.StartsWith("/datasets/", StringComparison.Ordinal) ? LinkKind.Data : LinkKind.Page,
            "doi.org" => path.StartsWith("/10.5281/zenodo", StringComparison.OrdinalIgnoreCase) ? LinkKind.Data : LinkKind.Page,
            "zenodo.org" or "figshare.com" or "ieee-dataport.org" or "physionet.org" or "data.mendeley.com" or "dataverse.harvard.edu" => LinkKind.Data,
            _ when host.StartsWith("gitlab.", StringComparison.Ordinal) || host.StartsWith("git.", StringComparison.Ordinal) => LinkKind.Code,
            _ => LinkKind.Page,
        };
    }
}
