using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Options;
using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Harvest;
using Papers.Ingest.Merge;
using Papers.Ingest.Postgres;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.ArxivAtom;
using Papers.Ingest.Sources.DoiOrg;
using Papers.ServiceDefaults.Telemetry;

namespace Papers.Ingest.Submissions;

/// <summary>
/// Looks up submitted papers and saves each in the transaction that settles its submission: arXiv papers many per request, DOIs in parallel, because each
/// may lead to another, slower host. While a source is unavailable its submissions wait, for a day at most.
/// </summary>
internal sealed partial class SettleSubmissions(
    NpgsqlDataSource db,
    PendingSubmissions store,
    SourceRequester requester,
    PaperCatalogue catalogue,
    IngestMetrics metrics,
    IOptions<ArxivAtomOptions> arxiv,
    IOptions<DoiOptions> doi,
    TimeProvider time,
    ILogger<SettleSubmissions> logger)
{
    private const string ArxivLock = "submissions";
    private const string DoiLock = "submissions/doi/";
    private const int MostAtATime = 50;
    private const int MostDoisAtATime = 4;

    // arXiv's replies are sometimes empty by mistake.
    private const int EmptyAnswersUntilRefused = 2;

    private static readonly ActivitySource s_activities = new($"{TelemetryDefaults.SourcePrefix}Ingest.Submissions");
    private static readonly TimeSpan s_secondLookUpAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);

    /// <returns>False if nothing was due, or another replica is settling.</returns>
    public async Task<bool> RunArxivAsync(CancellationToken cancellationToken)
    {
        await using var held = await AdvisoryLock.TryTakeAsync(db, LockArea.Harvest, ArxivLock, cancellationToken);
        if (held is null)
        {
            return false;
        }

        var due = await store.ReadDueAsync(held.Connection, isArxiv: true, MostAtATime, cancellationToken);
        if (due.Count == 0)
        {
            return false;
        }

        using var span = s_activities.StartActivity("settle submissions");
        await SettleArxivAsync(held.Connection, due, cancellationToken);
        return true;
    }

    /// <returns>False if nothing was due, or other replicas are settling all of it.</returns>
    public async Task<bool> RunDoisAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<PendingSubmission> due;
        await using (var connection = await db.OpenConnectionAsync(cancellationToken))
        {
            due = await store.ReadDueAsync(connection, isArxiv: false, MostAtATime, cancellationToken);
        }

        if (due.Count == 0)
        {
            return false;
        }

        using var span = s_activities.StartActivity("settle submissions");
        var settled = 0;
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = MostDoisAtATime, CancellationToken = cancellationToken },
            async (submission, token) =>
            {
                await using var held = await AdvisoryLock.TryTakeAsync(db, LockArea.Harvest, $"{DoiLock}{submission.Id}", token);
                if (held is not null && await store.IsDueAsync(held.Connection, submission.Id, token))
                {
                    await SettleDoiAsync(held.Connection, submission, token);
                    Interlocked.Increment(ref settled);
                }
            });
        return settled > 0;
    }

    private async Task SettleArxivAsync(NpgsqlConnection connection, IReadOnlyList<PendingSubmission> submissions, CancellationToken cancellationToken)
    {
        var request = new SourceRequest(arxiv.Value.AddressOf([.. submissions.Select(submission => submission.ArxivId!).Distinct()])) // filtered to have one
        {
            Accept = "application/atom+xml",
            Expected = [HttpStatusCode.BadRequest],
        };
        ArxivAtomReply page;
        DateTimeOffset readAt;
        try
        {
            (page, readAt) = await requester.RequestAsync(
                connection,
                arxiv.Value,
                request,
                reply => (ArxivAtomReply.Read(reply.Open(), new(Day: null, reply.ReadAt)), reply.ReadAt),
                () => { },
                cancellationToken);
        }
        catch (SourceUnavailableException fault)
        {
            await PostponeAsync(connection, submissions, "arXiv", fault, cancellationToken);
            return;
        }

        if (page.Error is not null && submissions.Count > 1)
        {
            // One invalid id makes arXiv reject the whole request.
            foreach (var submission in submissions)
            {
                await SettleArxivAsync(connection, [submission], cancellationToken);
            }

            return;
        }

        var found = page.Entries.OfType<ReadRecord>().Where(read => read.Record.ArxivId is not null).ToLookup(read => read.Record.ArxivId!);
        foreach (var submission in submissions)
        {
            if (found[submission.ArxivId!].FirstOrDefault() is { } read) // filtered to have one
            {
                await SaveAsync(connection, submission, read, readAt, cancellationToken);
            }
            else if (submission.EmptyAnswers + 1 < EmptyAnswersUntilRefused)
            {
                await store.PostponeAfterEmptyAnswerAsync(connection, submission.Id, s_secondLookUpAfter, cancellationToken);
            }
            else
            {
                await RefuseAsync(connection, submission, $"arXiv has no paper {submission.ArxivId}.", cancellationToken);
            }
        }
    }

    private async Task SettleDoiAsync(NpgsqlConnection connection, PendingSubmission submission, CancellationToken cancellationToken)
    {
        var name = submission.Doi!; // filtered to have no arXiv id
        var request = new SourceRequest(doi.Value.AddressOf(name))
        {
            Accept = "application/vnd.citationstyles.csl+json",
            Expected = [HttpStatusCode.NotFound, HttpStatusCode.Gone, HttpStatusCode.NotAcceptable, HttpStatusCode.NoContent],
        };
        SourceEntry? entry;
        DateTimeOffset readAt;
        try
        {
            (entry, readAt) = await requester.RequestAsync(connection, doi.Value, request, reply => (DoiReply.Find(reply, name), reply.ReadAt), () => { }, cancellationToken);
        }
        catch (SourceUnavailableException fault)
        {
            await PostponeAsync(connection, [submission], "The DOI registry", fault, cancellationToken);
            return;
        }

        if (entry is ReadRecord read)
        {
            await SaveAsync(connection, submission, read, readAt, cancellationToken);
        }
        else
        {
            var reason = entry is RejectedEntry rejected
                ? $"The data of the DOI registry cannot be used: {rejected.Reason}"
                : $"No DOI registry has data about {name}.";
            await RefuseAsync(connection, submission, reason, cancellationToken);
        }
    }

    private async Task SaveAsync(
        NpgsqlConnection connection,
        PendingSubmission submission,
        ReadRecord read,
        DateTimeOffset readAt,
        CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var saved = (await catalogue.SaveAsync(connection, [DigestedRecord.Of(read)], [], readAt, cancellationToken)).Records[0];
            if (saved.Outcome == RecordOutcome.Conflict)
            {
                await transaction.RollbackAsync(cancellationToken);
                await RefuseAsync(connection, submission, "The DOI belongs to another paper here.", cancellationToken);
                return;
            }

            var outcome = saved.Outcome == RecordOutcome.New ? SubmissionOutcome.Added : SubmissionOutcome.Known;
            await store.SettleAsync(connection, submission.Id, outcome, saved.PaperId, null, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            CountSettled(submission, outcome);
        }
        catch (Exception fault) when (!TransientFault.Is(fault))
        {
            Log.SaveFailed(logger, fault, submission.Id);
            await RefuseAsync(connection, submission, "The paper could not be saved because of an unexpected error. Please tell the operator of this site.", cancellationToken);
        }
    }

    private async Task RefuseAsync(NpgsqlConnection connection, PendingSubmission submission, string reason, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await store.SettleAsync(connection, submission.Id, SubmissionOutcome.Refused, null, reason, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        CountSettled(submission, SubmissionOutcome.Refused);
    }

    private async Task PostponeAsync(
        NpgsqlConnection connection,
        IReadOnlyList<PendingSubmission> submissions,
        string source,
        SourceUnavailableException fault,
        CancellationToken cancellationToken)
    {
        Log.Postponed(logger, fault, submissions.Count);
        foreach (var submission in submissions)
        {
            if (time.GetUtcNow() - submission.ReceivedAt > s_longestWait)
            {
                var problem = fault.HasAnswered ? "gave no usable answer" : "was unavailable";
                await RefuseAsync(connection, submission, $"{source} {problem} for a day. Please submit it again.", cancellationToken);
            }
            else
            {
                await store.PostponeAsync(connection, submission.Id, BackOff.After(submission.Tries + 1, fault.RetryAfter), cancellationToken);
            }
        }
    }

    private void CountSettled(PendingSubmission submission, SubmissionOutcome outcome)
    {
        metrics.CountSubmission($"{outcome}");
        Log.Settled(logger, submission.Id, outcome);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Settled the submission {Id}: {Outcome}")]
        public static partial void Settled(ILogger logger, Guid id, SubmissionOutcome outcome);

        [LoggerMessage(LogLevel.Warning, "Look-up of {Count} submissions failed, retrying later")]
        public static partial void Postponed(ILogger logger, Exception exception, int count);

        [LoggerMessage(LogLevel.Error, "Saving the paper of the submission {Id} failed, refused it")]
        public static partial void SaveFailed(ILogger logger, Exception exception, Guid id);
    }
}
