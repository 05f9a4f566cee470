using System.ComponentModel.DataAnnotations;
using Papers.Contracts;

namespace Papers.Notification.Channels.Email;

/// <summary>Section <c>Web</c>, of which only the public address is needed here.</summary>
internal sealed class PublicSiteOptions
{
    public const string Section = "Web";

    [RegularExpression("^https?://[^\\s?#]+$",
        ErrorMessage = "set it to the address that links in mails begin with, such as https://papers.example.org")]
    public string PublicUrl { get; set; } = "http://localhost:8080";
}

/// <summary>The URLs of Web's pages that mails link to.</summary>
internal sealed class PublicSite(string publicUrl)
{
    public string Url { get; } = publicUrl.TrimEnd('/');

    public string Host { get; } = new Uri(publicUrl).IdnHost;

    /// <summary>The slash of an old arXiv identifier (<c>hep-th/9901001</c>) is not escaped.</summary>
    public string PaperUrl(PaperId paper) => $"{Url}/papers/{string.Join('/', paper.Value.Split('/').Select(Uri.EscapeDataString))}";

    public string ConfirmUrl(string token) => $"{Url}/subscribe/confirm/{token}";

    public string UnsubscribeUrl(string token) => $"{Url}/unsubscribe/{token}";

    /// <summary>For mail programs only (RFC 8058): a POST unsubscribes without asking.</summary>
    public string OneClickUnsubscribeUrl(string token) => $"{Url}/unsubscribe/{token}/one-click";
}
