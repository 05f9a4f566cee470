using System.Text.RegularExpressions;

namespace Papers.Ingest.Latex;

/// <summary>
/// A DOI or address in a BibTeX field, without what LaTeX needs to print its characters: <c>\_</c>, <c>{\_}</c>, <c>$&lt;$</c>, <c>\url{…}</c>.
/// </summary>
internal static partial class BibTexIdentifier
{
    public static string? Of(string? field)
    {
        if (field is null || field.AsSpan().IndexOfAny('\\', '{', '$') < 0)
        {
            return field;
        }

        var text = Named().Replace(field, match => match.Groups["name"].Value switch
        {
            "textless" or "lt" => "<",
            "textgreater" or "gt" => ">",
            "textunderscore" => "_",
            "textasciitilde" or "sim" => "~",
            "textendash" => "-",
            "url" or "href" or "path" or "nolinkurl" or "doi" => "",
            _ => match.Value,
        });
        text = Escaped().Replace(text, "${sign}");
        return Delimiters().Replace(text, "").Trim();
    }

    [GeneratedRegex(@"\\(?<name>[A-Za-z]+)\s?", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex(@"\\(?<sign>[_%#&$~^{}-])", RegexOptions.ExplicitCapture)]
    private static partial Regex Escaped();

    [GeneratedRegex(@"[{}$]")]
    private static partial Regex Delimiters();
}
