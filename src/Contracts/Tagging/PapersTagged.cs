using System.Text.Json.Serialization;

namespace Papers.Contracts.Tagging;

/// <summary>Published by Tagging: the tags of these papers. Papers without tags are included.</summary>
public sealed record PapersTagged
{
    public required IReadOnlyList<TaggedPaper> Papers { get; init; }

    /// <summary>Republished: read models may be rebuilt from it, but nobody must be notified of it.</summary>
    public bool IsReplay { get; init; }
}

/// <summary>All tags of a paper.</summary>
public sealed record TaggedPaper
{
    public required PaperId PaperId { get; init; }

    public required FactVersion Version { get; init; }

    /// <summary>The most reliable first: tasks and methods in the title, then those in the abstract; then the categories, the primary one first.</summary>
    public required IReadOnlyList<Tag> Tags { get; init; }
}

/// <summary>A tag and why the paper has it.</summary>
public sealed record Tag
{
    /// <summary>Its name in URLs: lower-case words joined by dashes.</summary>
    public required string Slug { get; init; }

    public required string Name { get; init; }

    public required TagKind Kind { get; init; }

    /// <summary>The words that the tag was found by, and their positions.</summary>
    public IReadOnlyList<TagEvidence> Evidence { get; init; } = [];
}

/// <summary>One place in a paper that a tag was found by.</summary>
/// <param name="Words">The words as the paper has them.</param>
/// <param name="Field"><c>title</c>, <c>abstract</c> or <c>categories</c>.</param>
/// <param name="Start">
/// The index of the first character in that field, in UTF-16 units; for <c>categories</c>, in the codes joined by single spaces.
/// </param>
public sealed record TagEvidence(string Words, string Field, int Start);

/// <summary>What a tag is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TagKind>))]
public enum TagKind
{
    /// <summary>An arXiv category.</summary>
    Category,

    /// <summary>A task, such as image generation.</summary>
    Task,

    /// <summary>A method, such as a transformer.</summary>
    Method,
}
