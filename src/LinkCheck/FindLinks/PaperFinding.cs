using Papers.Contracts;
using Papers.Contracts.LinkCheck;

namespace Papers.LinkCheck.FindLinks;

/// <summary>The links found in one revision of a paper.</summary>
internal sealed record PaperFinding
{
    public required PaperId PaperId { get; init; }

    public required FactVersion Version { get; init; }

    public required IReadOnlyList<ExtractedLink> Links { get; init; }

    internal PaperLinks ToContract() => new()
    {
        PaperId = PaperId,
        Version = Version,
        Links = [.. Links.Select(link => new FoundLink(link.Url, link.Kind, link.Field))],
    };
}

/// <param name="Url">As the paper writes it, without artefacts of typesetting.</param>
/// <param name="Identity">The same for all URLs of the link, see <see cref="LinkIdentity"/>.</param>
/// <param name="Kind">What it probably leads to.</param>
/// <param name="Field"><c>title</c>, <c>abstract</c>, <c>comment</c> or <c>featured</c>.</param>
internal sealed record ExtractedLink(string Url, string Identity, LinkKind Kind, string Field);

/// <param name="ChangedPapers">Papers whose finding was newer than the stored one.</param>
/// <param name="NewPairs">Pairs of a paper and a link that were not stored before.</param>
internal readonly record struct SavedFindings(int ChangedPapers, int NewPairs);
