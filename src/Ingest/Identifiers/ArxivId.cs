using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Papers.Ingest.Identifiers;

/// <summary>
/// A normalised arXiv identifier without its version: <c>2401.01234</c> (since April 2007), <c>hep-th/9901001</c> (before; without the subject class
/// that some add to the archive).
/// <see href="https://info.arxiv.org/help/arxiv_identifier.html"/>
/// </summary>
/// <param name="Version">The version that was given with it, from 1.</param>
internal readonly partial record struct ArxivId(string Value, int? Version)
{
    private const int LongestSpelling = 300;

    /// <summary>
    /// Accepts the spellings in use: bare, <c>arXiv:…</c>, <c>oai:arXiv.org:…</c>, the DOI <c>10.48550/arXiv.…</c>, and the addresses of arXiv, its
    /// mirrors, ar5iv, alphaXiv and Hugging Face; with or without version, <c>.pdf</c>, category in brackets and date of the stamp, sentence
    /// punctuation, query or fragment. Rejects an
    /// impossible month, and a number whose length was not in use in that month.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ArxivId id)
    {
        id = default;
        if (text is null || text.Length > LongestSpelling)
        {
            return false;
        }

        var spelling = text.Trim().Trim('<', '>', '"', '{', '}', '(', ')', '\'').TrimEnd('.', ',', ';', ':', '!').Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var match = Spelling().Match(spelling);
        if (!match.Success)
        {
            return false;
        }

        int? version = null;
        if (match.Groups["version"] is { Success: true } versionGroup)
        {
            version = int.Parse(versionGroup.ValueSpan, CultureInfo.InvariantCulture);
        }

        var month = int.Parse(match.Groups["month"].ValueSpan, CultureInfo.InvariantCulture);
        var number = match.Groups["number"].Value;
        if (month % 100 is < 1 or > 12 || number.All(digit => digit == '0') || version == 0)
        {
            return false;
        }

        if (match.Groups["archive"] is { Success: true, Value: var archive })
        {
            archive = archive.ToLowerInvariant();
            if (!Archives.Contains(archive) || month is > 703 and < 9107)
            {
                return false;
            }

            id = new($"{archive}/{month:0000}{number}", version);
            return true;
        }

        if (month < 704 || number.Length != (month < 1501 ? 4 : 5))
        {
            return false;
        }

        id = new($"{month:0000}.{number}", version);
        return true;
    }

    public override string ToString() => Value;

    [GeneratedRegex("""
        ^(?:
            arxiv\s*:\s*
          | oai:arxiv\.org:
          | (?:doi:\s*|(?:https?://)?(?:dx\.)?doi\.org/)?10\.48550/arxiv\.
          | (?:https?://)?(?:[a-z]{2,9}\.)?(?:arxiv\.org|xxx\.lanl\.gov|alphaxiv\.org)/(?:abs|pdf|html|ps|src|e-print|format|overview)/(?:arxiv:)?
          | (?:https?://)?ar5iv(?:\.labs\.arxiv)?\.org/(?:html|abs|pdf)/
          | (?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/papers/
        )?
        (?:
            (?<month>[0-9]{4})\.(?<number>[0-9]{4,5})
          | (?<archive>[a-z]+(?:-[a-z]+)?)(?:\.[a-z-]{2,12})?/(?<month>[0-9]{4})(?<number>[0-9]{3})
        )
        (?:v(?<version>[0-9]{1,3}))?
        (?:\.pdf)?/?(?:\s*\[[a-z.\-]{1,20}\])?(?:\s+[0-9]{1,2}\s+[a-z]{3,9}\.?\s+[0-9]{4})?(?:[?\#].*)?$
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Spelling();

    // https://info.arxiv.org/help/api/user-manual.html, and the archives that were merged into others since.
    private static readonly HashSet<string> Archives =
    [
        "acc-phys", "adap-org", "alg-geom", "ao-sci", "astro-ph", "atom-ph", "bayes-an", "chao-dyn", "chem-ph", "cmp-lg", "comp-gas", "cond-mat",
        "cs", "dg-ga", "funct-an", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math", "math-ph", "mtrl-th", "nlin", "nucl-ex", "nucl-th",
        "patt-sol", "physics", "plasm-ph", "q-alg", "q-bio", "quant-ph", "solv-int", "supr-con",
    ];
}
