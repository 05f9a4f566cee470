using System.Text.RegularExpressions;

namespace Papers.Ingest.Sources.Xml;

/// <summary>The elements to read in a kind of XML.</summary>
/// <param name="Roots">The possible names of the root element, the usual one first.</param>
/// <param name="Parts">The names of the elements to read, at any depth.</param>
internal sealed partial record XmlShape(IReadOnlyList<string> Roots, IReadOnlySet<string> Parts)
{
    private const int LongestProlog = 20_000;

    /// <summary>Whether a text begins like this kind.</summary>
    public bool Fits(FileBeginning beginning)
    {
        if (beginning.Lines is not [['<', ..], ..])
        {
            return false;
        }

        var begin = string.Join('\n', beginning.Lines);
        var root = Root().Match(begin, 0, Math.Min(begin.Length, LongestProlog));
        return root.Success && Roots.Contains(root.Groups["name"].Value);
    }

    // Declarations and comments begin with ? and !, so the first letter after < is that of an element, or of one in a comment.
    [GeneratedRegex(@"<(?:[A-Za-z_][\w.-]*:)?(?<name>[A-Za-z_][\w.-]*)[\s/>]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Root();
}
