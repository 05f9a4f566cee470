using MassTransit;
using Microsoft.Extensions.Options;
using Papers.Contracts.Ingest;
using Papers.Contracts.Web;
using Papers.Ingest.Sources.ArxivAtom;
using Papers.Ingest.Sources.DoiOrg;
using Papers.ServiceDefaults.Http;

namespace Papers.Ingest.Submissions;

/// <summary>
/// Stores a submission, and settles it at once if no source is needed: the paper is known, the reference is invalid, or look-ups are disabled.
/// </summary>
internal sealed partial class AcceptSubmissionsConsumer(
    PendingSubmissions store,
    NetworkReach reach,
    IOptions<ArxivAtomOptions> arxiv,
    IOptions<DoiOptions> doi,
    ILogger<AcceptSubmissionsConsumer> logger) : IConsumer<PaperSubmitted>
{
    public async Task Consume(ConsumeContext<PaperSubmitted> context)
    {
        var (submitted, cancellationToken) = (context.Message, context.CancellationToken);
        var reference = SubmissionReference.Read(submitted.Reference);
        await using var connection = await store.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await store.AddAsync(connection, submitted, reference, cancellationToken))
        {
            return; // a redelivery
        }

        var known = reference is null ? null : await PendingSubmissions.FindKnownAsync(connection, reference.ArxivId, reference.Doi, cancellationToken);
        if (known is not null)
        {
            await store.SettleAsync(connection, submitted.SubmissionId, SubmissionOutcome.Known, known, null, cancellationToken);
        }
        else if (RefusalOf(reference) is { } reason)
        {
            await store.SettleAsync(connection, submitted.SubmissionId, SubmissionOutcome.Refused, null, reason, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        Log.Stored(logger, submitted.SubmissionId);
    }

    private string? RefusalOf(SubmissionReference? reference)
    {
        if (reference is null)
        {
            return "No paper reference. Enter an arXiv id or address, a Hugging Face paper address, or a DOI.";
        }

        if (reach.Offline && !(reference.Doi is null ? arxiv.Value.IsLocal : doi.Value.IsLocal))
        {
            return "Unknown paper, and this site is offline, so it cannot be looked up.";
        }

        if (reference.Doi is not null && !doi.Value.Enabled)
        {
            return "Unknown paper, and DOI look-up is disabled on this site. Try an arXiv id.";
        }

        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Stored the submission {Id}")]
        public static partial void Stored(ILogger logger, Guid id);
    }
}
