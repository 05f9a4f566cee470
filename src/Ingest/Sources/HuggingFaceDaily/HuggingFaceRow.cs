using System.Text.Json;
using System.Text.Unicode;
using Papers.Contracts.Ingest;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.HuggingFaceDaily;

/// <summary>
/// Reads one row. The inner paper's title and summary count before the row's own. Invalid required fields reject the row; other invalid fields are
/// ignored, because the paper matters more than its picture.
/// </summary>
internal static class HuggingFaceRow
{
    public const int Depth = 32;

    private const int MostKeywords = 100;
    private const int MostMedia = 100;

    /// <summary>
    /// A row without a day (no <c>submittedOnDailyAt</c>, none requested or in the file name) is a record without <see cref="Featured"/>, but with its
    /// counts.
    /// </summary>
    public static SourceEntry Read(long line, ReadOnlyMemory<byte> json, SourceContext context)
    {
        if (!Utf8.IsValid(json.Span))
        {
            return new RejectedEntry(line, RejectReasons.InvalidUtf8);
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Depth });
            return Read(line, new JsonFields(document.RootElement), context);
        }
        catch (JsonException fault)
        {
            return new RejectedEntry(line, $"Invalid JSON at line {(fault.LineNumber ?? 0) + 1} and byte {(fault.BytePositionInLine ?? 0) + 1}.");
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

    private static SourceEntry Read(long line, JsonFields row, SourceContext context)
    {
        var inner = row.Inner("paper");
        var paper = inner ?? row;
        var submittedOnDailyAt = paper.Time("submittedOnDailyAt") ?? row.Time("submittedOnDailyAt");
        var day = submittedOnDailyAt is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : context.Day;
        var entry = SourceRecordRules.Check(line, new SourceRecord
        {
            Source = SourceNames.HuggingFaceDaily,
            ArxivId = paper.RequireText("id"),
            Title = NotBlank(paper.RequireText("title")) ?? row.RequireText("title") ?? "",
            Abstract = NotBlank(paper.RequireText("summary")) ?? row.RequireText("summary") ?? "",
            Authors = paper.RequireNames("authors"),
            PublishedAt = paper.Time("publishedAt"),
            Day = day,
            Featured = day is null ? null : ReadFeatured(row, inner, day.Value, submittedOnDailyAt),
        });
        return entry is ReadRecord read ? read with { Counts = ReadCounts(row, paper, context.CountedAt(day ?? DayOf(read.Record.PublishedAt))) } : entry;
    }

    private static Featured ReadFeatured(JsonFields row, JsonFields? inner, DateOnly day, DateTimeOffset? submittedOnDailyAt)
    {
        var paper = inner ?? row;
        return new()
        {
            Day = day,
            // The row's own date is that of the submission to the list; a flat paper has only the paper's date.
            FeaturedAt = inner is null ? null : row.Time("publishedAt"),
            SubmittedOnDailyAt = submittedOnDailyAt,
            SubmittedBy = row.Account("submittedBy") ?? paper.Account("submittedOnDailyBy"),
            // The organization of the paper; the row's "submitterOrganization" belongs to the submitting account.
            Organization = paper.Account("organization") ?? row.Account("organization"),
            GithubRepo = paper.Url("githubRepo") ?? row.Url("githubRepo"),
            ProjectPage = paper.Url("projectPage") ?? row.Url("projectPage"),
            Summary = paper.Text("ai_summary") ?? row.Text("ai_summary"),
            Keywords = paper.Texts("ai_keywords", MostKeywords) is { Count: > 0 } keywords ? keywords : row.Texts("ai_keywords", MostKeywords),
            MediaUrls = ReadMedia(row, paper),
            Thumbnail = row.Url("thumbnail") ?? row.Url("thumbnailUrl") ?? paper.Url("thumbnailUrl"),
        };
    }

    private static IReadOnlyList<string> ReadMedia(JsonFields row, JsonFields paper)
    {
        var several = row.Urls("mediaUrls", MostMedia) is { Count: > 0 } outer ? outer : paper.Urls("mediaUrls", MostMedia);
        // Rows of 2024 have one, under another name.
        return several.Count == 0 && row.Url("mediaUrl") is { } one ? [one] : several;
    }

    private static ObservedCounts ReadCounts(JsonFields row, JsonFields paper, DateTimeOffset countedAt) => new()
    {
        ObservedAt = countedAt,
        Upvotes = paper.Count("upvotes") ?? row.Count("upvotes"),
        GithubStars = paper.Count("githubStars") ?? row.Count("githubStars"),
        Comments = row.Count("numComments"),
    };

    private static DateOnly? DayOf(DateTimeOffset? time) => time is { } known ? DateOnly.FromDateTime(known.UtcDateTime) : null;

    private static string? NotBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
