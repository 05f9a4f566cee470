using System.Text;

namespace Papers.Ingest.Sources.Csv;

/// <summary>
/// The fields of one row, as <see href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</see> has them. A quote inside an unquoted field is an
/// ordinary character.
/// </summary>
internal static class CsvFields
{
    /// <param name="most">Stops there, which is enough to detect that a row has too many.</param>
    public static IReadOnlyList<string> Split(string row, char separator, int most)
    {
        var fields = new List<string>();
        for (var at = 0; at <= row.Length && fields.Count < most;)
        {
            fields.Add(at < row.Length && row[at] == '"' ? TakeQuoted(row, separator, ref at) : TakePlain(row, separator, ref at));
        }

        return fields;
    }

    private static string TakePlain(string row, char separator, ref int at)
    {
        var (start, end) = (at, row.IndexOf(separator, at));
        end = end < 0 ? row.Length : end;
        at = end + 1;
        return row[start..end];
    }

    private static string TakeQuoted(string row, char separator, ref int at)
    {
        var field = new StringBuilder();
        for (var start = at + 1; ;)
        {
            var quote = row.IndexOf('"', start);
            if (quote < 0)
            {
                field.Append(row, start, row.Length - start);
                at = row.Length + 1;
                return field.ToString();
            }

            field.Append(row, start, quote - start);
            if (quote + 1 < row.Length && row[quote + 1] == '"')
            {
                field.Append('"');
                start = quote + 2;
                continue;
            }

            // Text between the closing quote and the separator is kept as part of the field.
            at = quote + 1;
            field.Append(TakePlain(row, separator, ref at));
            return field.ToString();
        }
    }
}
