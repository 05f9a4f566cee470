using MassTransit;
using Microsoft.Extensions.Options;
using Papers.Contracts.Ingest;
using Papers.Contracts.Web;
using Papers.Ingest.Sources.ArxivAtom;
using Papers.Ingest.Sources.DoiOrg;
using Papers.ServiceDefaults.Http;

namespace Papers.Ingest.Submissions;

/// <summary>Notes what a reader asks for, and answers at once where nothing need be asked: what is known, what names no paper, and what nobody can be asked for here.</summary>
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
            return; // delivered again
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
        Log.Noted(logger, submitted.SubmissionId);
    }

    private string? RefusalOf(SubmissionReference? reference) => true switch
    {
        _ when reference is null => "It names no paper: give an arXiv identifier or address, a Hugging Face address of a paper, or a DOI.",
        _ when reach.Offline && !(reference.Doi is null ? arxiv.Value.IsLocal : doi.Value.IsLocal) =>
            "The paper is not known here, and this site runs without a network, so that it cannot be looked up.",
        _ when reference.Doi is not null && !doi.Value.Enabled => "The paper is not known here, and this site looks up no DOIs. An arXiv identifier will do.",
        _ => null,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Noted the submission {Id}")]
        public static partial void Noted(ILogger logger, Guid id);
    }
}
