using System.ComponentModel.DataAnnotations;
using Papers.Contracts;

namespace Papers.Notification;

/// <summary>Where readers find the pages: bound to <c>Web</c>, of which only this is of use here.</summary>
public sealed class PublicSiteOptions
{
    public const string Section = "Web";

    [RegularExpression("^https?://[^\\s?#]+$", ErrorMessage = "Web:PublicUrl is no address of a site: set it to what links in mails begin with, such as https://papers.example.org.")]
    public string PublicUrl { get; set; } = "http://localhost:8080";
}

/// <summary>The addresses of Web's pages that mails lead to.</summary>
public sealed class PublicSite(string publicUrl)
{
    public string Url { get; } = publicUrl.TrimEnd('/');

    public string Host { get; } = new Uri(publicUrl).IdnHost;

    /// <summary>Old arXiv identifiers have a slash (<c>hep-th/9901001</c>), which stays one.</summary>
    public string Paper(PaperId paper) => $"{Url}/papers/{string.Join('/', paper.Value.Split('/').Select(Uri.EscapeDataString))}";

    public string ToConfirm(string token) => $"{Url}/subscribe/confirm/{token}";

    public string ToLeave(string token) => $"{Url}/unsubscribe/{token}";

    /// <summary>For mail programs alone (RFC 8058): its POST leaves without a question.</summary>
    public string ToLeaveByOneClick(string token) => $"{Url}/unsubscribe/{token}/one-click";
}
