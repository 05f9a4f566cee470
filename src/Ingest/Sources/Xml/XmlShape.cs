using System.Text.RegularExpressions;

namespace Papers.Ingest.Sources.Xml;

/// <summary>What is looked for in XML of one kind.</summary>
/// <param name="Roots">The names that its outermost element can have, the usual one first.</param>
/// <param name="Parts">The elements that are read, wherever they stand.</param>
internal sealed partial record XmlShape(IReadOnlyList<string> Roots, IReadOnlySet<string> Parts)
{
    private const int LongestProlog = 20_000;

    /// <summary>Whether a text of this kind begins so.</summary>
    public bool Fits(FileBeginning sample)
    {
        if (sample.Lines is not [['<', ..], ..])
        {
            return false;
        }

        var begin = string.Join('\n', sample.Lines);
        var root = Root().Match(begin, 0, Math.Min(begin.Length, LongestProlog));
        return root.Success && Roots.Contains(root.Groups["name"].Value);
    }

    // Declarations and comments begin with ? and !, so the first letter behind a bracket is that of an element, or of one in a comment.
    [GeneratedRegex(@"<(?:[A-Za-z_][\w.-]*:)?(?<name>[A-Za-z_][\w.-]*)[\s/>]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Root();
}
