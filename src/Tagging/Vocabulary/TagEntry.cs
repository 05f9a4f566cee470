using Papers.Contracts.Tagging;

namespace Papers.Tagging.Vocabulary;

/// <summary>One task or method of the vocabulary, and all that is known of how papers name it.</summary>
public sealed record TagEntry
{
    public required string Slug { get; init; }

    public required string Name { get; init; }

    public required TagKind Kind { get; init; }

    /// <summary>The phrases that name it. Hyphens, plurals, case and British spelling need no phrase of their own.</summary>
    public required IReadOnlyList<Spelling> Spellings { get; init; }

    /// <summary>Longer phrases around one of the spellings that mean something else (<c>power transformer</c>).</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>Archives or categories (<c>cs</c>, <c>stat.ML</c>) outside of which the words mean something else; empty for none.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>How often an abstract must name it, where the title does not: more than once for what is often named in passing.</summary>
    public int Mentions { get; init; } = 1;

    /// <summary>What makes it ambiguous, for people.</summary>
    public string? Note { get; init; }
}

/// <param name="Phrase">One or several words.</param>
/// <param name="CaseMatters">Counts only as it is written here, or with a plural's <c>s</c>: <c>GAN</c>, <c>LoRA</c>, <c>Mamba</c>.</param>
public sealed record Spelling(string Phrase, bool CaseMatters);
