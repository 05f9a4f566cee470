namespace Papers.Ingest.Merge;

/// <summary>What Papers holds of a paper: one record, made from all that its sources say.</summary>
public sealed record CanonicalPaper
{
    public required string PaperId { get; init; }

    /// <summary>Counts the changes of this record, from 1.</summary>
    public required int Revision { get; init; }

    public required string? ArxivId { get; init; }

    public required string? Doi { get; init; }

    public required string Title { get; init; }

    public required string Abstract { get; init; }

    public required IReadOnlyList<string> Authors { get; init; }

    public required IReadOnlyList<string> Categories { get; init; }

    public required string? Comment { get; init; }

    public required DateTimeOffset? PublishedAt { get; init; }

    /// <summary>The day that a source tells, else the UTC day it was first seen.</summary>
    public required DateOnly Day { get; init; }

    public required bool DayIsKnown { get; init; }

    public required int? ListPosition { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>The names of the fields in which this says other than an earlier revision of the same paper.</summary>
    public IReadOnlyList<string> ChangesSince(CanonicalPaper earlier)
    {
        var changes = new List<string>();
        Compare(ArxivId == earlier.ArxivId, "arxiv_id");
        Compare(Doi == earlier.Doi, "doi");
        Compare(Title == earlier.Title, "title");
        Compare(Abstract == earlier.Abstract, "abstract");
        Compare(Authors.SequenceEqual(earlier.Authors), "authors");
        Compare(Categories.SequenceEqual(earlier.Categories), "categories");
        Compare(Comment == earlier.Comment, "comment");
        Compare(PublishedAt == earlier.PublishedAt, "published_at");
        Compare(Day == earlier.Day && DayIsKnown == earlier.DayIsKnown, "day");
        Compare(ListPosition == earlier.ListPosition, "list_position");
        return changes;

        void Compare(bool same, string field)
        {
            if (!same)
            {
                changes.Add(field);
            }
        }
    }
}
