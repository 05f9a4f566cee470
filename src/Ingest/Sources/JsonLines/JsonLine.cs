using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Papers.Ingest.Identifiers;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.JsonLines;

/// <summary>Reads one line of a JSON Lines file. The last of repeated fields counts.</summary>
internal static class JsonLine
{
    private const int Depth = 32;

    public static SourceEntry Read(long line, ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return new RejectedEntry(line, RejectReasons.InvalidUtf8);
        }

        try
        {
            return ReadObject(line, json);
        }
        catch (JsonException fault)
        {
            return new RejectedEntry(line, $"Invalid JSON at byte {(fault.BytePositionInLine ?? 0) + 1} of the line.");
        }
        catch (InvalidFieldException fault)
        {
            return new RejectedEntry(line, fault.Message);
        }
        catch (InvalidOperationException)
        {
            // Comparing field names decodes their escapes.
            return new RejectedEntry(line, "A field name contains half of a surrogate pair.");
        }
        catch (Exception fault) when (RejectedEntry.CanReject(fault))
        {
            return RejectedEntry.Unexpected(line, fault);
        }
    }

    private static SourceEntry ReadObject(long line, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Depth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return new RejectedEntry(line, "Not a JSON object.");
        }

        var record = new SourceRecord { Source = SourceNames.JsonLines, Title = "", Abstract = "" };
        string? id = null, title = null, text = null, comment = null, doi = null;
        IReadOnlyList<string> authors = [], categories = [];
        DateOnly? listed = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                id = ReadText(ref reader, "id");
            }
            else if (reader.ValueTextEquals("title"u8))
            {
                title = ReadText(ref reader, "title");
            }
            else if (reader.ValueTextEquals("abstract"u8))
            {
                text = ReadText(ref reader, "abstract");
            }
            else if (reader.ValueTextEquals("comment"u8) || reader.ValueTextEquals("comments"u8))
            {
                comment = ReadText(ref reader, "comment") ?? comment;
            }
            else if (reader.ValueTextEquals("doi"u8))
            {
                doi = ReadText(ref reader, "doi");
            }
            else if (reader.ValueTextEquals("authors"u8))
            {
                authors = ReadList(ref reader, "authors", AuthorLine.Read);
            }
            else if (reader.ValueTextEquals("categories"u8))
            {
                categories = ReadList(ref reader, "categories", codes => codes.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries));
            }
            else if (reader.ValueTextEquals("listed"u8))
            {
                listed = ReadDay(ref reader, "listed");
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        // Detects text after the object.
        reader.Read();
        return SourceRecordRules.Check(line, record with
        {
            ArxivId = id,
            Title = title ?? "",
            Abstract = text ?? "",
            Comment = comment,
            Doi = JournalDoi.Find(doi),
            Authors = authors,
            Categories = categories,
            Day = listed,
        });
    }

    private static string? ReadText(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String => TextOf(ref reader, field),
            _ => throw new InvalidFieldException($"The field {field} is not a text."),
        };
    }

    private static IReadOnlyList<string> ReadList(ref Utf8JsonReader reader, string field, Func<string, IReadOnlyList<string>> split)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return [];
        }

        // arXiv's own snapshot has one text.
        if (reader.TokenType == JsonTokenType.String)
        {
            return split(TextOf(ref reader, field));
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new InvalidFieldException($"The field {field} is not a list.");
        }

        var values = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            values.Add(TextOf(ref reader, field));
        }

        return reader.TokenType == JsonTokenType.EndArray ? values : throw new InvalidFieldException($"The field {field} is not a list of texts.");
    }

    private static DateOnly? ReadDay(ref Utf8JsonReader reader, string field)
    {
        if (ReadText(ref reader, field) is not { Length: > 0 } text)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new InvalidFieldException($"The field {field} is \"{TruncatedText.Quote(text)}\", not a date like 2025-03-18.");
    }

    // An escape of half a surrogate pair is valid JSON, but not valid text.
    private static string TextOf(ref Utf8JsonReader reader, string field)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw new InvalidFieldException($"The field {field} contains half of a surrogate pair.");
        }
    }
}
