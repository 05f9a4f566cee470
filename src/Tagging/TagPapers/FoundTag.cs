using Papers.Contracts.Tagging;
using Papers.Tagging.Vocabulary;

namespace Papers.Tagging.TagPapers;

/// <summary>An entry of the vocabulary that a paper names, with the places gathered so far. Orders itself surest first.</summary>
internal sealed class FoundTag(TagEntry entry) : IComparable<FoundTag>
{
    private readonly TagEntry entry = entry;
    private readonly List<TagEvidence> evidence = [];
    private int inTitle;
    private int inAbstract;
    private int longest;

    public void Add(TagEvidence place, int words)
    {
        if (evidence.Count < TagLimits.EvidencePerTag)
        {
            evidence.Add(place);
        }

        if (place.Field == "title")
        {
            inTitle++;
        }
        else
        {
            inAbstract++;
        }

        longest = Math.Max(longest, words);
    }

    /// <summary>Whether it is named often enough, and in a paper of a field where the words mean it.</summary>
    public bool IsMeant(IReadOnlyList<string> categories) =>
        (inTitle > 0 || inAbstract >= entry.Mentions)
        && (entry.Within.Count == 0 || categories.Count == 0 || categories.Any(IsWithin));

    public int CompareTo(FoundTag? other)
    {
        if (other is null)
        {
            return -1;
        }

        var order = (other.inTitle > 0).CompareTo(inTitle > 0);
        order = order != 0 ? order : other.longest.CompareTo(longest);
        order = order != 0 ? order : (other.inTitle + other.inAbstract).CompareTo(inTitle + inAbstract);
        return order != 0 ? order : string.CompareOrdinal(entry.Slug, other.entry.Slug);
    }

    public Tag ToTag() => new() { Slug = entry.Slug, Name = entry.Name, Kind = entry.Kind, Evidence = evidence };

    private bool IsWithin(string category) => entry.Within.Any(scope =>
        category.StartsWith(scope, StringComparison.Ordinal) && (category.Length == scope.Length || category[scope.Length] == '.'));
}
