using System.ComponentModel.DataAnnotations;

namespace Papers.Web.Layout;

internal sealed class WebOptions
{
    public const string Section = "Web";

    /// <summary>The URL of the site for readers, such as <c>https://papers.example.org</c>.</summary>
    [Required(ErrorMessage = "Web:PublicUrl is empty: set the URL that readers open, such as https://papers.example.org.")]
    [RegularExpression("https?://[^/?#]+(/[^?#]*)?", ErrorMessage = "Web:PublicUrl must begin with http:// or https:// and name a host, without ? or #.")]
    public string PublicUrl { get; init; } = "http://localhost:8080";

    /// <summary>Who runs this site, as the front page names them.</summary>
    [Required(ErrorMessage = "Web:Editors is empty: name who runs this site, such as \"the editors\".")]
    [StringLength(80, ErrorMessage = "Web:Editors is too long: at most 80 characters.")]
    public string Editors { get; init; } = "the editors";
}
