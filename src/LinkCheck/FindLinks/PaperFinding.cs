using Papers.Contracts;
using Papers.Contracts.LinkCheck;

namespace Papers.LinkCheck.FindLinks;

/// <summary>The links of one paper as of one revision.</summary>
public sealed record PaperFinding
{
    public required PaperId PaperId { get; init; }

    public required FactVersion Version { get; init; }

    public required IReadOnlyList<NamedLink> Links { get; init; }

    internal PaperLinks ToContract() => new()
    {
        PaperId = PaperId,
        Version = Version,
        Links = [.. Links.Select(link => new FoundLink(link.Url, link.Kind, link.Field))],
    };
}

/// <summary>One link of a paper.</summary>
/// <param name="Url">As the paper writes it, without fault of typesetting.</param>
/// <param name="Identity">As <see cref="LinkIdentity"/> makes it.</param>
/// <param name="Kind">What it most likely leads to.</param>
/// <param name="Field"><c>title</c>, <c>abstract</c>, <c>comment</c> or <c>featured</c>.</param>
public sealed record NamedLink(string Url, string Identity, LinkKind Kind, string Field);

/// <param name="ChangedPapers">Those whose finding was newer than the one held.</param>
/// <param name="NewPairs">Pairs of a paper and a link that were not there before.</param>
public readonly record struct SavedFindings(int ChangedPapers, int NewPairs);
