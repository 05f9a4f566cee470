using System.Text.Json.Serialization;

namespace Papers.Contracts.Tagging;

/// <summary>Published by Tagging: these papers have these tags now. A paper without any tag is told of too.</summary>
public sealed record PapersTagged
{
    public required IReadOnlyList<TaggedPaper> Papers { get; init; }

    public bool IsReplay { get; init; }
}

public sealed record TaggedPaper
{
    public required PaperId PaperId { get; init; }

    public required FactVersion Version { get; init; }

    /// <summary>The surest first: tasks and methods that the title names, then those of the abstract; then the categories, the primary one first.</summary>
    public required IReadOnlyList<Tag> Tags { get; init; }
}

/// <summary>A tag and why the paper has it.</summary>
public sealed record Tag
{
    /// <summary>Its name in addresses: lower-case words joined by dashes.</summary>
    public required string Slug { get; init; }

    public required string Name { get; init; }

    public required TagKind Kind { get; init; }

    /// <summary>The words that speak for the tag, and where they stand.</summary>
    public IReadOnlyList<TagEvidence> Evidence { get; init; } = [];
}

/// <param name="Words">The words as they stand in the paper.</param>
/// <param name="Field">Where: <c>title</c>, <c>abstract</c> or <c>categories</c>.</param>
/// <param name="Start">
/// The index of their first character (UTF-16) in that field; of categories, in the codes joined by single spaces.
/// </param>
public sealed record TagEvidence(string Words, string Field, int Start);

[JsonConverter(typeof(JsonStringEnumConverter<TagKind>))]
public enum TagKind
{
    /// <summary>An arXiv category.</summary>
    Category,

    /// <summary>What is to be done, such as image generation.</summary>
    Task,

    /// <summary>How it is done, such as a transformer.</summary>
    Method,
}
