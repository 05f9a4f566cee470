using Papers.Ingest.Identifiers;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Records;

/// <summary>
/// The rules that a record of any format must pass. Text is cleaned by <see cref="SourceText"/>, identifiers are brought to one spelling; a record without a title or an abstract,
/// with an identifier that is none, or with more text than a paper can have is rejected with the reason.
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
        var title = SourceText.CleanKeepingLines(record.Title);
        var text = SourceText.CleanKeepingLines(record.Abstract);
        var comment = record.Comment is null ? null : SourceText.Clean(record.Comment);
        ArxivId? arxivId = null;
        if (!string.IsNullOrWhiteSpace(record.ArxivId))
        {
            if (!ArxivId.TryParse(record.ArxivId, out var parsed))
            {
                return new RejectedEntry(line, $"\"{TruncatedText.Quote(record.ArxivId)}\" is not an arXiv identifier.");
            }

            arxivId = parsed;
        }

        // arXiv has several in one field now and then. What is none says nothing, since many fill the field with something else.
        Doi? doi = Doi.TryParse(record.Doi, out var whole) || Doi.TryParse(record.Doi?.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(), out whole) ? whole : null;
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
            Authors = CleanList(record.Authors),
            Categories = CleanList(record.Categories),
            Comment = comment is "" ? null : comment,
            PublishedAt = record.PublishedAt is { } published ? WholeSeconds(published) : null,
        });
    }

    private static string? FindFault(string title, string text, string? comment, SourceRecord record) => true switch
    {
        _ when title.Length == 0 => "It has no title.",
        _ when text.Length == 0 => $"\"{TruncatedText.Quote(title)}\" has no abstract.",
        _ when title.Length > LongestTitle => $"Its title has {title.Length:N0} characters; {LongestTitle:N0} are taken.",
        _ when text.Length > LongestAbstract => $"The abstract of \"{TruncatedText.Quote(title)}\" has {text.Length:N0} characters; {LongestAbstract:N0} are taken.",
        _ when comment?.Length > LongestComment => $"The comment of \"{TruncatedText.Quote(title)}\" has {comment.Length:N0} characters; {LongestComment:N0} are taken.",
        _ when record.Authors.Count > MostAuthors => $"\"{TruncatedText.Quote(title)}\" has {record.Authors.Count:N0} authors; {MostAuthors:N0} are taken.",
        _ when record.Authors.Any(name => name.Length > LongestName) => $"An author of \"{TruncatedText.Quote(title)}\" has a name of over {LongestName:N0} characters.",
        _ when record.Categories.Count > MostCategories || record.Categories.Any(code => code.Length > LongestName) =>
            $"The categories of \"{TruncatedText.Quote(title)}\" are more or longer than a paper can have.",
        _ when record.Day < s_earliestDay => $"The day of \"{TruncatedText.Quote(title)}\" is {record.Day:yyyy-MM-dd}.",
        _ => null,
    };

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
