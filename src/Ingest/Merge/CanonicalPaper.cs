using System.Text.Json;
using System.Text.Json.Serialization;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Ingest.Identifiers;

namespace Papers.Ingest.Merge;

/// <summary>The one record of a paper, merged from all its sources.</summary>
internal sealed record CanonicalPaper
{
    public required string PaperId { get; init; }

    /// <summary>Counts the changes of this record, from 1.</summary>
    public required int Revision { get; init; }

    public required string? ArxivId { get; init; }

    public required string? Doi { get; init; }

    /// <summary>Readable, on one line.</summary>
    public required string Title { get; init; }

    /// <summary>As the source has it; null if that is the same.</summary>
    public string? SourceTitle { get; init; }

    public required string Abstract { get; init; }

    public string? SourceAbstract { get; init; }

    public required IReadOnlyList<string> Authors { get; init; }

    public required IReadOnlyList<string> Categories { get; init; }

    public required string? Comment { get; init; }

    public required DateTimeOffset? PublishedAt { get; init; }

    /// <summary>The day that a source gives, else the UTC day it was first seen.</summary>
    public required DateOnly Day { get; init; }

    public required bool DayIsKnown { get; init; }

    public required int? ListPosition { get; init; }

    public Featured? Featured { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>The names of the fields that differ from an earlier revision of the same paper.</summary>
    public IReadOnlyList<string> ChangesSince(CanonicalPaper earlier)
    {
        var changes = new List<string>();
        Compare(ArxivId == earlier.ArxivId, "arxiv_id");
        Compare(Doi == earlier.Doi, "doi");
        Compare(Title == earlier.Title && SourceTitle == earlier.SourceTitle, "title");
        Compare(Abstract == earlier.Abstract && SourceAbstract == earlier.SourceAbstract, "abstract");
        Compare(Authors.SequenceEqual(earlier.Authors), "authors");
        Compare(Categories.SequenceEqual(earlier.Categories), "categories");
        Compare(Comment == earlier.Comment, "comment");
        Compare(PublishedAt == earlier.PublishedAt, "published_at");
        Compare(Day == earlier.Day && DayIsKnown == earlier.DayIsKnown, "day");
        Compare(ListPosition == earlier.ListPosition, "list_position");
        Compare(AreSame(Featured, earlier.Featured), "featured");
        return changes;

        void Compare(bool same, string field)
        {
            if (!same)
            {
                changes.Add(field);
            }
        }
    }

    // Records compare lists by reference, so the JSON is compared.
    private static bool AreSame(Featured? one, Featured? other) =>
        ReferenceEquals(one, other)
        || one is not null && other is not null
        && JsonSerializer.Serialize(one, EventJson.Default.Featured) == JsonSerializer.Serialize(other, EventJson.Default.Featured);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CanonicalPaper))]
internal sealed partial class CanonicalPaperJson : JsonSerializerContext;
