using System.ComponentModel.DataAnnotations;

namespace Papers.Web.Admin;

internal sealed class AdminOptions
{
    public const string Section = "Admin";

    /// <summary>Programs send it as <c>Authorization: Bearer …</c>; people sign in with it.</summary>
    [Required(ErrorMessage = "give a long random word, such as the output of `openssl rand -hex 24`")]
    [MinLength(16, ErrorMessage = "give at least 16 characters")]
    public string Token { get; init; } = "";
}
