using System.Text.Json.Serialization;

namespace Papers.Contracts.LinkCheck;

/// <summary>Published by LinkCheck: these papers speak of these links. A paper without any is told of too, so that old links go.</summary>
public sealed record LinksFound
{
    public required IReadOnlyList<PaperLinks> Papers { get; init; }

    public bool IsReplay { get; init; }
}

public sealed record PaperLinks
{
    public required PaperId PaperId { get; init; }

    public required FactVersion Version { get; init; }

    /// <summary>In the order in which the paper names them, each once.</summary>
    public required IReadOnlyList<FoundLink> Links { get; init; }
}

/// <param name="Url">Absolute, http or https, as a person would read it in this paper; <see cref="CheckedLink.Url"/> names the link by the same letters.</param>
/// <param name="Kind">What it most likely leads to.</param>
/// <param name="Field">Where it stands: <c>title</c>, <c>abstract</c>, <c>comment</c>, or <c>featured</c> where a page that features the paper names it.</param>
public sealed record FoundLink(string Url, LinkKind Kind, string Field);

[JsonConverter(typeof(JsonStringEnumConverter<LinkKind>))]
public enum LinkKind
{
    Code,
    Data,
    Page,
}
