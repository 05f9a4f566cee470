using Papers.Contracts.LinkCheck;

namespace Papers.LinkCheck.FindLinks;

/// <summary>What a link most likely leads to, told by its host and the first words of its path alone.</summary>
internal static class LinkKinds
{
    public static LinkKind Of(Uri link)
    {
        var host = link.Host.StartsWith("www.", StringComparison.Ordinal) ? link.Host["www.".Length..] : link.Host;
        var path = link.AbsolutePath;
        return host switch
        {
            "github.com" or "gitlab.com" or "bitbucket.org" or "codeberg.org" or "gitee.com" => path.Length > 1 ? LinkKind.Code : LinkKind.Page,
            "gist.github.com" or "raw.githubusercontent.com" or "anonymous.4open.science" or "colab.research.google.com" or "pypi.org" => LinkKind.Code,
            "huggingface.co" or "hf.co" => path.StartsWith("/datasets/", StringComparison.Ordinal) ? LinkKind.Data : LinkKind.Page,
            "kaggle.com" => path.StartsWith("/datasets/", StringComparison.Ordinal) ? LinkKind.Data : path.StartsWith("/code/", StringComparison.Ordinal) ? LinkKind.Code : LinkKind.Page,
            "doi.org" => path.StartsWith("/10.5281/zenodo", StringComparison.OrdinalIgnoreCase) ? LinkKind.Data : LinkKind.Page,
            "zenodo.org" or "figshare.com" or "ieee-dataport.org" or "physionet.org" or "data.mendeley.com" or "dataverse.harvard.edu" => LinkKind.Data,
            _ when host.StartsWith("gitlab.", StringComparison.Ordinal) || host.StartsWith("git.", StringComparison.Ordinal) => LinkKind.Code,
            _ => LinkKind.Page,
        };
    }
}
