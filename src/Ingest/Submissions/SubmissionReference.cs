using Papers.Ingest.Identifiers;

namespace Papers.Ingest.Submissions;

/// <summary>The paper that a reader submits: an arXiv id, or a DOI.</summary>
/// <param name="ArxivId">Without version.</param>
/// <param name="Doi">Of a work outside arXiv.</param>
internal sealed record SubmissionReference(string? ArxivId, string? Doi)
{
    /// <summary>Null if the text is neither.</summary>
    public static SubmissionReference? Read(string typed)
    {
        if (Identifiers.ArxivId.TryParse(typed, out var arxivId))
        {
            return new(arxivId.Value, null);
        }

        if (!Identifiers.Doi.TryParse(typed, out var doi))
        {
            return null;
        }

        return doi.Arxiv is { } own ? new(own.Value, null) : new(null, doi.Value);
    }
}
