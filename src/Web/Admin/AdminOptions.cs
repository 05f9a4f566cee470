using System.ComponentModel.DataAnnotations;

namespace Papers.Web.Admin;

public sealed class AdminOptions
{
    public const string Section = "Admin";

    /// <summary>What an operator's programs send as <c>Authorization: Bearer …</c>, and people sign in with.</summary>
    [Required(ErrorMessage = "give a long random word, such as the output of `openssl rand -hex 24`")]
    [MinLength(16, ErrorMessage = "give at least 16 characters")]
    public string Token { get; init; } = "";
}
