using System.Text;

namespace Papers.Ingest.Latex;

/// <summary>
/// Resolves <c>\ensuremath{…}</c> and <c>\ifmmode … \else … \fi</c>, with which publishers write text that works in and outside of formulas.
/// </summary>
internal static class MathWrappers
{
    private const string Ensure = @"\ensuremath{";
    private const string If = @"\ifmmode";
    private const string Else = @"\else";
    private const string EndIf = @"\fi";
    private const int MostDepth = 10;

    public static string Resolve(string text) => Resolve(text, inMath: false, depth: 0);

    private static string Resolve(string text, bool inMath, int depth)
    {
        if (depth > MostDepth || !text.Contains(Ensure, StringComparison.Ordinal) && !text.Contains(If, StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var rest = text.AsSpan(at);
            if (rest.StartsWith(Ensure) && CloseOf(rest, Ensure.Length) is > 0 and var close)
            {
                var inner = Resolve(rest[Ensure.Length..close].ToString(), inMath: true, depth + 1);
                result.Append(inMath ? '{' : '$').Append(inner).Append(inMath ? '}' : '$');
                at += close + 1;
            }
            else if (rest.StartsWith(If) && rest.IndexOf(EndIf) is > 0 and var end)
            {
                var branches = rest[If.Length..end];
                var middle = branches.IndexOf(Else);
                var chosen = middle < 0 ? (inMath ? branches : default) : inMath ? branches[..middle] : branches[(middle + Else.Length)..];
                result.Append(Resolve(chosen.Trim().ToString(), inMath, depth + 1));
                at += end + EndIf.Length;
                at += text.AsSpan(at).StartsWith("{}") ? 2 : 0;
            }
            else if (text[at] == '\\' && at + 1 < text.Length)
            {
                result.Append(text, at, 2);
                at += 2;
            }
            else
            {
                inMath ^= text[at] == '$';
                result.Append(text[at++]);
            }
        }

        return result.ToString();
    }

    private static int CloseOf(ReadOnlySpan<char> text, int from)
    {
        var depth = 1;
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
            else if (text[at] is '{' or '}')
            {
                depth += text[at] == '{' ? 1 : -1;
                if (depth == 0)
                {
                    return at;
                }
            }
        }

        return -1;
    }
}
