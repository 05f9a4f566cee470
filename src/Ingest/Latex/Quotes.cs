using System.Text;

namespace Papers.Ingest.Latex;

/// <summary>
/// Quotation marks of LaTeX, where an opening one has its closing one: <c>``so''</c>, <c>`so'</c>, and what authors write for the first,
/// <c>``so"</c> and <c>''so''</c>. An opening mark decides where its quotation ends; nothing is looked at twice but short words.
/// </summary>
internal sealed class Quotes(string text)
{
    private const int LongestWords = 120;
    private const int LongestQuotation = 400;

    private int _doubleEnd = -1;
    private int _singleEnd = -1;

    /// <summary>Writes the mark that closes a quotation here; the place behind it, or -1.</summary>
    public int ClosesAt(int at, int limit, StringBuilder plain)
    {
        if (at == _doubleEnd)
        {
            _doubleEnd = -1;
            var length = text[at] == '"' ? 1 : 2;
            plain.Append(at + length <= limit ? "”" : "'");
            return Math.Min(at + length, limit);
        }

        if (at == _singleEnd)
        {
            _singleEnd = -1;
            plain.Append('’');
            return at + 1;
        }

        return -1;
    }

    public int Read(int at, ProseSpan span, StringBuilder plain)
    {
        var run = at;
        while (run < span.To && text[run] == text[at])
        {
            run++;
        }

        if (run - at == 2 && _doubleEnd < at && FindDoubleEnd(at, span.To) is > 0 and var doubleEnd)
        {
            _doubleEnd = doubleEnd;
            plain.Append('“');
        }
        else if (run - at == 1 && text[at] == '`' && _singleEnd < at && FindSingleEnd(at, span.To) is > 0 and var singleEnd)
        {
            _singleEnd = singleEnd;
            plain.Append('‘');
        }
        else
        {
            plain.Append(text, at, run - at);
        }

        return run;
    }

    private int FindDoubleEnd(int open, int limit)
    {
        var isOrderly = text[open] == '`';
        if (!isOrderly && !IsWordStart(open) || open + 2 >= limit || text[open + 2] == ' ')
        {
            return -1;
        }

        var isInFormula = false;
        limit = Math.Min(limit, open + LongestQuotation);
        for (var i = open + 2; i < limit; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '$':
                    isInFormula = !isInFormula;
                    break;
                case '`' when i + 1 < limit && text[i + 1] == '`':
                    return -1;
                case '"' when isOrderly && !isInFormula && text[i - 1] != ' ' && !IsWordAt(i + 1):
                    return i;
                case '\'' when !isOrderly && text[i - 1] == ' ' && i + 1 < limit && text[i + 1] == '\'':
                    return -1;
                case '\'' when !isInFormula && i + 1 < limit && text[i + 1] == '\'' && text[i - 1] != ' ' && (isOrderly || !IsWordAt(i + 2)):
                    return i;
            }
        }

        return -1;
    }

    private int FindSingleEnd(int open, int limit)
    {
        if (!IsWordStart(open) || !IsWordAt(open + 1) && text[Math.Min(open + 1, limit - 1)] is not ('\\' or '$' or '('))
        {
            return -1;
        }

        limit = Math.Min(limit, open + LongestWords);
        for (var i = open + 1; i < limit; i++)
        {
            if (text[i] == '`')
            {
                return -1;
            }

            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '\'' && text[i - 1] != ' ' && !IsWordAt(i + 1))
            {
                return i + 1 < limit && text[i + 1] == '\'' ? -1 : i;
            }
        }

        return -1;
    }

    private bool IsWordStart(int at) => at == 0 || text[at - 1] is ' ' or '(' or '[' or '{' or '~' or '-' or '/' or '“' or '‘' or '`' or '–' or '—';

    private bool IsWordAt(int at) => at < text.Length && char.IsLetterOrDigit(text[at]);
}
