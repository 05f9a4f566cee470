using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Contracts.Tagging;
using Papers.Tagging.TagPapers;
using Papers.Tagging.Vocabulary;

namespace Papers.Tagging.Tests;

public static class TestPapers
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

    /// <summary>A paper as some vocabulary has read it: with that one tag, or with none.</summary>
    public static ReadPaper Read(string id, int revision, string? tag = null, int vocabulary = 1) => new(
        PaperText.Of(Ingested(id, revision)),
        new()
        {
            PaperId = new(id),
            Version = new(revision, vocabulary, Curation: 0),
            Tags = tag is null ? [] : [new Tag { Slug = tag, Name = tag, Kind = TagKind.Method, Evidence = [new(tag, "title", 0)] }],
        });
}
