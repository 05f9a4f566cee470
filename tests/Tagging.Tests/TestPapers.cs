using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Contracts.Tagging;
using Papers.Tagging.TagPapers;
using Papers.Tagging.Vocabulary;

namespace Papers.Tagging.Tests;

internal static class TestPapers
{
    public static TagMatcher Matcher { get; } = new(TagVocabulary.Load());

    /// <summary>A paper about GANs.</summary>
    public static IngestedPaper Ingested(string id, int revision) => new()
    {
        PaperId = new(id),
        Revision = revision,
        Title = $"Paper {id} on GANs",
        Abstract = "We study generative adversarial networks for machine translation.",
        Categories = ["cs.LG"],
        Day = new(2026, 3, 1),
        DayIsKnown = true,
        FirstSeenAt = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero),
    };

    /// <summary>A paper as tagged with some vocabulary: with this one tag, or with none.</summary>
    public static TaggingResult Tagged(string id, int revision, string? tag = null, int vocabulary = 1) => new(
        PaperText.From(Ingested(id, revision)),
        new()
        {
            PaperId = new(id),
            Version = new(revision, vocabulary, Curation: 0),
            Tags = tag is null ? [] : [new Tag { Slug = tag, Name = tag, Kind = TagKind.Method, Evidence = [new(tag, "title", 0)] }],
        });
}
