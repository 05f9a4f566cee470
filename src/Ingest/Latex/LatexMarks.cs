using System.Buffers;

namespace Papers.Ingest.Latex;

/// <summary>Whether a text has anything that LaTeX would read otherwise than a person; most have not.</summary>
internal static class LatexMarks
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("\\$`~-'");

    public static bool AreIn(string text)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Marks) is >= 0 and var at)
        {
            var isDoubled = at + 1 < rest.Length && rest[at + 1] == rest[at];
            if (isDoubled || rest[at] is not ('-' or '\''))
            {
                return true;
            }

            rest = rest[(at + 1)..];
        }

        return false;
    }
}
