using Papers.Ingest.Identifiers;

namespace Papers.Ingest.Submissions;

/// <summary>What a reader means: an arXiv paper, or a work by its DOI.</summary>
/// <param name="ArxivId">Without version.</param>
/// <param name="Doi">Of a work that is not arXiv's.</param>
internal sealed record SubmissionReference(string? ArxivId, string? Doi)
{
    /// <summary>Null where it names neither.</summary>
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
