namespace Papers.Ingest.Latex;

/// <summary>What a dollar sign stands for.</summary>
internal enum DollarSense
{
    /// <summary>Money, or a sign without its other.</summary>
    Sign,
    Formula,

    /// <summary>A formula, or words between two sums: nothing between the two signs is changed.</summary>
    Unclear,
}

/// <summary>
/// Tells the dollars around a formula from those of money: "from $5 to $10", "$5-$10", "US$3 and US$4". The next dollar sign decides.
/// </summary>
internal static class Dollars
{
    public static DollarSense Judge(string text, int at, int limit, out FormulaSpan formula)
    {
        formula = default;
        var isDisplayed = at + 1 < limit && text[at + 1] == '$';
        var from = isDisplayed ? at + 2 : at + 1;
        var to = Next(text, from, limit);
        if (to < 0 || to == from || isDisplayed && (to + 1 >= limit || text[to + 1] != '$'))
        {
            return DollarSense.Sign;
        }

        formula = new(at, from, to, isDisplayed ? to + 2 : to + 1) { IsDisplayed = isDisplayed };
        return Judge(text.AsSpan(from, to - from), formula.End < text.Length ? text[formula.End] : ' ');
    }

    private static DollarSense Judge(ReadOnlySpan<char> inside, char behind)
    {
        var isOneSided = inside[0] == ' ' != (inside[^1] == ' ');
        if (HasCommands(inside))
        {
            return !HasWords(inside) ? DollarSense.Formula : isOneSided ? DollarSense.Sign : DollarSense.Unclear;
        }

        return isOneSided || HasWords(inside) || inside.Trim(' ').IsEmpty || inside[0] is ')' or ']' or ',' or '.' or ';'
            || inside[^1] is '/' or '(' or '[' or ','
            || char.IsAsciiDigit(behind) && !IsRelation(inside)
            ? DollarSense.Sign
            : DollarSense.Formula;
    }

    private static int Next(string text, int from, int limit)
    {
        for (var i = from; i < limit; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '$')
            {
                return i;
            }
        }

        return -1;
    }

    // "\%" and its like are written in prose as well.
    private static bool HasCommands(ReadOnlySpan<char> inside)
    {
        for (var i = 0; i < inside.Length; i++)
        {
            if (inside[i] is '^' or '_')
            {
                return true;
            }

            if (inside[i] == '\\')
            {
                i++;
                if (i < inside.Length && inside[i] is not ('%' or '$' or '&' or '#' or ' '))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // A word of small letters between two spaces, outside of braces: "5 to 10", "x for all x".
    private static bool HasWords(ReadOnlySpan<char> inside)
    {
        var depth = 0;
        for (var i = 0; i < inside.Length; i++)
        {
            switch (inside[i])
            {
                case '\\':
                    i++;
                    break;
                case '{':
                    depth++;
                    break;
                case '}':
                    depth--;
                    break;
                case ' ' when depth <= 0:
                    var rest = inside[(i + 1)..];
                    var length = rest.IndexOfAnyExceptInRange('a', 'z');
                    if (length > 1 && rest[length] == ' ' && !MathSymbols.IsOperator(rest[..length]))
                    {
                        return true;
                    }

                    break;
            }
        }

        return false;
    }

    private static bool IsRelation(ReadOnlySpan<char> inside) => inside.IndexOfAnyExcept("<>=+-~×±≤≥≈∼ ") < 0;
}
