using System.Text.Json.Serialization;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.Csv;

/// <summary>Makes a record of one row.</summary>
internal static partial class CsvPaper
{
    private static readonly string[] s_times = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ssK", "yyyy/MM/dd"];

    public static SourceEntry Read(long line, CsvHeader header, IReadOnlyList<string> fields)
    {
        var given = fields.Count;
        while (given > header.Names.Count && string.IsNullOrWhiteSpace(fields[given - 1]))
        {
            given--;
        }

        if (given != header.Names.Count)
        {
            return new RejectedEntry(line, $"The row has {given:N0} fields; the header has {header.Names.Count:N0}.");
        }

        string? Field(int? column) => column is { } at && !string.IsNullOrWhiteSpace(fields[at]) ? fields[at] : null;
        if (!TryReadTime(Field(header.Day), out var day) || !TryReadTime(Field(header.Published), out var published))
        {
            return new RejectedEntry(line, "Invalid date; expected one like 2025-03-18.");
        }

        // An id of digits only is a row number.
        var id = Field(header.Id) is { } spelled && !spelled.Trim().All(char.IsAsciiDigit) ? spelled : null;
        return SourceRecordRules.Check(line, new SourceRecord
        {
            Source = SourceNames.Csv,
            ArxivId = id ?? CitedIdentifiers.FindArxivId(Field(header.Url)) ?? CitedIdentifiers.FindArxivId(Field(header.Doi)),
            Doi = CitedIdentifiers.FindDoi(Field(header.Doi)) ?? CitedIdentifiers.FindDoi(Field(header.Url)),
            Title = Field(header.Title) ?? "",
            Abstract = Field(header.Abstract) ?? "",
            Authors = ReadNames(Field(header.Authors)),
            Categories = ReadCodes(Field(header.Categories)),
            Comment = Field(header.Comment),
            Day = day is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : null,
            PublishedAt = published,
        });
    }

    private static bool TryReadTime(string? text, out DateTimeOffset? time)
    {
        time = null;
        if (text is null)
        {
            return true;
        }

        var isTime = DateTimeOffset.TryParseExact(text.Trim(), s_times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read);
        time = isTime ? read : null;
        return isTime;
    }

    private static IReadOnlyList<string> ReadNames(string? text)
    {
        if (text is null)
        {
            return [];
        }

        if (ReadList(text) is { } list)
        {
            return list;
        }

        if (text.Contains(';'))
        {
            return [.. Split(text, ";").Select(CitedName.InReadingOrder)];
        }

        // "Lovelace, Ada and Babbage, Charles" has a comma in each name; "Ada Lovelace, Charles Babbage and others" has not.
        var names = Split(text, " and ");
        return names.Length > 1 && Array.TrueForAll(names, name => name.Count(letter => letter == ',') == 1)
            ? [.. names.Select(CitedName.InReadingOrder)]
            : AuthorLine.Read(text);
    }

    private static IReadOnlyList<string> ReadCodes(string? text) =>
        text is null ? [] : ReadList(text) ?? text.Split([' ', ',', ';', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string[] Split(string text, string at) => text.Split(at, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // A list as JSON, or as Python prints it.
    private static IReadOnlyList<string>? ReadList(string text)
    {
        var list = text.Trim();
        if (list is not ['[', .., ']'])
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(list, CsvListJson.Default.StringArray) is { } values ? [.. values.Select(value => value ?? "")] : [];
        }
        catch (JsonException)
        {
            return [.. Quoted().Matches(list).Select(match => match.Groups["single"].Success ? match.Groups["single"].Value : match.Groups["double"].Value)];
        }
    }

    [GeneratedRegex(@"'(?<single>[^']*)'|""(?<double>[^""]*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();
}

[JsonSerializable(typeof(string[]))]
internal sealed partial class CsvListJson : JsonSerializerContext;
