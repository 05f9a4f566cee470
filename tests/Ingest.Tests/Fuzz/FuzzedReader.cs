using Papers.Ingest.Harvest;
using Papers.Ingest.Records;

namespace Papers.Ingest.Tests.Fuzz;

/// <summary>A reader that bad input is thrown at, with what it is made of.</summary>
/// <param name="Name">As it is called in what is printed.</param>
/// <param name="Read">Gives the entries; a reader of replies may throw <see cref="UnreadableReplyException"/>.</param>
/// <param name="Extensions">Of the files that are seeds for it.</param>
/// <param name="Sample">A small input that it reads without a reject.</param>
/// <param name="Tokens">Pieces that mean something in its format.</param>
internal sealed record FuzzedReader(
    string Name,
    Func<Stream, SourceContext, IEnumerable<SourceEntry>> Read,
    IReadOnlyList<string> Extensions,
    string Sample,
    IReadOnlyList<string> Tokens)
{
    public bool IsReply => Name.EndsWith("reply", StringComparison.Ordinal);

    public override string ToString() => Name;
}
