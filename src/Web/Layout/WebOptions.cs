using System.ComponentModel.DataAnnotations;

namespace Papers.Web.Layout;

/// <summary>What every page of the site needs to know about itself; section <c>Web</c>.</summary>
public sealed class WebOptions
{
    public const string Section = "Web";

    /// <summary>What addresses in mails and feeds begin with, without a slash at the end.</summary>
    [Required(ErrorMessage = "give the address that readers reach this site by, such as https://papers.example.org")]
    [RegularExpression("https?://[^/?#]+(/[^?#]*)?", ErrorMessage = "begin it with http:// or https:// and a host, without ? or #")]
    public string PublicUrl { get; init; } = "http://localhost:8080";

    /// <summary>Who chooses the papers, as the front page names them: "by … and the research community".</summary>
    [Required(ErrorMessage = "name who runs this site, such as \"the editors\"")]
    [StringLength(80, ErrorMessage = "shorten it to 80 characters")]
    public string Editors { get; init; } = "the editors";
}
