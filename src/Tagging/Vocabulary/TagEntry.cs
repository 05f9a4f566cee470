using Papers.Contracts.Tagging;

namespace Papers.Tagging.Vocabulary;

/// <summary>One task or method of the vocabulary, with the ways in which papers write it.</summary>
public sealed record TagEntry
{
    public required string Slug { get; init; }

    public required string Name { get; init; }

    public required TagKind Kind { get; init; }

    /// <summary>The phrases that name it. Variants by hyphen, plural, case or British spelling need no phrase of their own.</summary>
    public required IReadOnlyList<Spelling> Spellings { get; init; }

    /// <summary>Longer phrases that contain a spelling but mean something else (<c>power transformer</c>).</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>Archives or categories (<c>cs</c>, <c>stat.ML</c>) outside of which the words mean something else; empty for no limit.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>How often an abstract must mention it if the title does not: more than once for what is often mentioned in passing.</summary>
    public int Mentions { get; init; } = 1;

    /// <summary>Why it is ambiguous, for maintainers.</summary>
    public string? Note { get; init; }
}

/// <param name="Phrase">One or several words.</param>
/// <param name="CaseMatters">Matches only in this case, with or without a plural <c>s</c>: <c>GAN</c>, <c>LoRA</c>, <c>Mamba</c>.</param>
public sealed record Spelling(string Phrase, bool CaseMatters);
