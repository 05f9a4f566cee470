using Papers.Contracts.Tagging;
using Papers.Tagging.Vocabulary;

namespace Papers.Tagging.TagPapers;

/// <summary>A vocabulary entry that a paper mentions, with the mentions found so far. Sorts the most reliable first.</summary>
internal sealed class FoundTag(TagEntry entry) : IComparable<FoundTag>
{
    private readonly TagEntry _entry = entry;
    private readonly List<TagEvidence> _evidence = [];
    private int _inTitle;
    private int _inAbstract;
    private int _longest;

    public void Add(TagEvidence place, int words)
    {
        if (_evidence.Count < TagLimits.EvidencePerTag)
        {
            _evidence.Add(place);
        }

        if (place.Field == "title")
        {
            _inTitle++;
        }
        else
        {
            _inAbstract++;
        }

        _longest = Math.Max(_longest, words);
    }

    /// <summary>Whether it is mentioned often enough, in a paper of a category where the words have this meaning.</summary>
    public bool IsRelevant(IReadOnlyList<string> categories) =>
        (_inTitle > 0 || _inAbstract >= _entry.Mentions)
        && (_entry.Within.Count == 0 || categories.All(string.IsNullOrEmpty) || categories.Any(IsWithin));

    public int CompareTo(FoundTag? other)
    {
        if (other is null)
        {
            return -1;
        }

        var order = (other._inTitle > 0).CompareTo(_inTitle > 0);
        order = order != 0 ? order : other._longest.CompareTo(_longest);
        order = order != 0 ? order : (other._inTitle + other._inAbstract).CompareTo(_inTitle + _inAbstract);
        return order != 0 ? order : string.CompareOrdinal(_entry.Slug, other._entry.Slug);
    }

    public Tag ToTag() => new() { Slug = _entry.Slug, Name = _entry.Name, Kind = _entry.Kind, Evidence = _evidence };

    private bool IsWithin(string category) => _entry.Within.Any(scope =>
        category.StartsWith(scope, StringComparison.Ordinal) && (category.Length == scope.Length || category[scope.Length] == '.'));
}
