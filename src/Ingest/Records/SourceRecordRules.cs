using Papers.Ingest.Identifiers;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Records;

/// <summary>
/// The rules for records of all formats. Texts are cleaned by <see cref="SourceText"/> and identifiers normalised; a record without a title or an
/// abstract, with an invalid arXiv id, or over a size limit is rejected.
/// </summary>
internal static class SourceRecordRules
{
    public const int LongestTitle = 2_000;
    public const int LongestAbstract = 200_000;
    public const int LongestComment = 20_000;
    public const int LongestName = 10_000;
    public const int MostAuthors = 10_000;
    public const int MostCategories = 100;

    private static readonly DateOnly s_earliestDay = new(1900, 1, 1);

    public static SourceEntry Check(long line, SourceRecord record)
    {
        var title = SourceText.CleanKeepingLines(MarkupText.Plain(record.Title));
        var text = SourceText.CleanKeepingLines(MarkupText.Plain(record.Abstract));
        var comment = record.Comment is null ? null : SourceText.Clean(MarkupText.Plain(record.Comment));
        ArxivId? arxivId = null;
        if (!string.IsNullOrWhiteSpace(record.ArxivId))
        {
            if (!ArxivId.TryParse(record.ArxivId, out var parsed))
            {
                return new RejectedEntry(line, $"\"{TruncatedText.Quote(record.ArxivId)}\" is not an arXiv identifier.");
            }

            arxivId = parsed;
        }

        // arXiv sometimes has several DOIs in one field. An invalid DOI is ignored: many put other things into the field.
        Doi? doi = Doi.TryParse(record.Doi, out var whole) || Doi.TryParse(record.Doi?.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(), out whole)
            ? whole
            : null;
        if (doi?.Arxiv is { } registered)
        {
            arxivId ??= registered;
            doi = null;
        }

        if (FindFault(title, text, comment, record) is { } fault)
        {
            return new RejectedEntry(line, fault);
        }

        return new ReadRecord(line, record with
        {
            ArxivId = arxivId?.Value,
            ArxivVersion = arxivId?.Version ?? record.ArxivVersion,
            Doi = doi?.Value,
            Title = title,
            Abstract = text,
            Authors = [.. CleanList([.. record.Authors.Select(MarkupText.Plain)]).Where(name => name.Any(char.IsLetter))],
            Categories = CleanList(record.Categories),
            Comment = comment is "" ? null : comment,
            PublishedAt = record.PublishedAt is { } published ? WholeSeconds(published) : null,
        });
    }

    private static string? FindFault(string title, string text, string? comment, SourceRecord record)
    {
        if (title.Length == 0)
        {
            return "No title.";
        }

        if (text.Length == 0)
        {
            return $"\"{TruncatedText.Quote(title)}\" has no abstract.";
        }

        if (title.Length > LongestTitle)
        {
            return $"Its title has {title.Length:N0} characters; the limit is {LongestTitle:N0}.";
        }

        if (text.Length > LongestAbstract)
        {
            return $"The abstract of \"{TruncatedText.Quote(title)}\" has {text.Length:N0} characters; the limit is {LongestAbstract:N0}.";
        }

        if (comment?.Length > LongestComment)
        {
            return $"The comment of \"{TruncatedText.Quote(title)}\" has {comment.Length:N0} characters; the limit is {LongestComment:N0}.";
        }

        if (record.Authors.Count > MostAuthors)
        {
            return $"\"{TruncatedText.Quote(title)}\" has {record.Authors.Count:N0} authors; the limit is {MostAuthors:N0}.";
        }

        if (record.Authors.Any(name => name.Length > LongestName))
        {
            return $"An author of \"{TruncatedText.Quote(title)}\" has a name of over {LongestName:N0} characters.";
        }

        if (record.Categories.Count > MostCategories || record.Categories.Any(code => code.Length > LongestName))
        {
            return $"The categories of \"{TruncatedText.Quote(title)}\" are too many or too long.";
        }

        if (record.Day < s_earliestDay)
        {
            return $"The day of \"{TruncatedText.Quote(title)}\" is invalid: {record.Day:yyyy-MM-dd}.";
        }

        return null;
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) =>
        new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);

    private static IReadOnlyList<string> CleanList(IReadOnlyList<string> values)
    {
        var clean = new List<string>(values.Count);
        foreach (var value in values)
        {
            if (SourceText.Clean(value) is { Length: > 0 } kept)
            {
                clean.Add(kept);
            }
        }

        return clean;
    }
}
