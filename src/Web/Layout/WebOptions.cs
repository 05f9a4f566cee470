using System.ComponentModel.DataAnnotations;

namespace Papers.Web.Layout;

internal sealed class WebOptions
{
    public const string Section = "Web";

    /// <summary>The URL of the site for readers, such as <c>https://papers.example.org</c>.</summary>
    [Required(ErrorMessage = "give the address that readers reach this site by, such as https://papers.example.org")]
    [RegularExpression("https?://[^/?#]+(/[^?#]*)?", ErrorMessage = "begin it with http:// or https:// and a host, without ? or #")]
    public string PublicUrl { get; init; } = "http://localhost:8080";

    /// <summary>Who runs this site, as the front page names them.</summary>
    [Required(ErrorMessage = "name who runs this site, such as \"the editors\"")]
    [StringLength(80, ErrorMessage = "shorten it to 80 characters")]
    public string Editors { get; init; } = "the editors";
}
