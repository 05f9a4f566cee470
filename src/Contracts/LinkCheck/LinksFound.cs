using System.Text.Json.Serialization;

namespace Papers.Contracts.LinkCheck;

/// <summary>Published by LinkCheck: the links of these papers. Papers without links are included, so that receivers remove old links.</summary>
public sealed record LinksFound
{
    public required IReadOnlyList<PaperLinks> Papers { get; init; }

    /// <summary>Republished: read models may be rebuilt from it, but nobody must be notified of it.</summary>
    public bool IsReplay { get; init; }
}

/// <summary>All links of a paper.</summary>
public sealed record PaperLinks
{
    public required PaperId PaperId { get; init; }

    public required FactVersion Version { get; init; }

    /// <summary>In the order of the text, each once.</summary>
    public required IReadOnlyList<FoundLink> Links { get; init; }
}

/// <summary>One link of a paper.</summary>
/// <param name="Url">An absolute http or https URL as the paper has it; <see cref="CheckedLink.Url"/> is the same text.</param>
/// <param name="Kind">What it probably leads to.</param>
/// <param name="Field">
/// Where it was found: <c>title</c>, <c>abstract</c>, <c>comment</c>, or <c>featured</c> for the page that featured the paper.
/// </param>
public sealed record FoundLink(string Url, LinkKind Kind, string Field);

/// <summary>What a link probably leads to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LinkKind>))]
public enum LinkKind
{
    Code,
    Data,
    Page,
}
