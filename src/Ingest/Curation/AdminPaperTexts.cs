using Papers.Contracts.Ingest;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Merge;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Curation;

/// <summary>Texts and lists of a paper, cut to what a page can show.</summary>
internal static class AdminPaperTexts
{
    private const int LongestName = 200;

    public static IngestedPaper Of(IngestedPaper paper) => paper with
    {
        Title = Cut(paper.Title),
        SourceTitle = CutOrNull(paper.SourceTitle),
        Abstract = Cut(paper.Abstract),
        SourceAbstract = CutOrNull(paper.SourceAbstract),
        Comment = CutOrNull(paper.Comment),
        Authors = Names(paper.Authors),
        Categories = Names(paper.Categories),
    };

    public static SourceStatement Of(KnownStatement statement, DateTimeOffset recordedAt)
    {
        var record = statement.Record;
        return new()
        {
            Source = statement.Source,
            Key = statement.Key,
            Title = Cut(record.Title),
            Abstract = Cut(record.Abstract),
            Authors = Names(record.Authors),
            Categories = Names(record.Categories),
            ArxivId = record.ArxivId,
            ArxivVersion = record.ArxivVersion,
            Doi = record.Doi,
            Comment = CutOrNull(record.Comment),
            Day = record.Day,
            PublishedAt = record.PublishedAt,
            SaidAt = recordedAt,
            DeletedAt = statement.IsDeleted ? statement.DeletedAt : null,
            Placement = statement.Placement,
        };
    }

    private static IReadOnlyList<string> Names(
        IReadOnlyList<string> names) => [.. names.Take(CataloguedPaper.MostNames).Select(name => TruncatedText.Of(name, LongestName))];

    private static string? CutOrNull(string? text) => text is null ? null : Cut(text);

    private static string Cut(string text) => TruncatedText.Of(text, CataloguedPaper.MostCharacters);
}
