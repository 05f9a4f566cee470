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
/// Looks up submitted papers, those of arXiv many at a time, and saves each paper in the transaction that settles its submission. While a source is
/// unavailable its submissions wait, for a day at most.
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
    private static readonly ActivitySource s_activities = new($"{TelemetryDefaults.SourcePrefix}Ingest.Submissions");

    private const string LockName = "submissions";
    private const int MostAtATime = 50;

    // arXiv's replies are sometimes empty by mistake.
    private const int EmptyAnswersUntilRefused = 2;

    private static readonly TimeSpan s_secondLookUpAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);

    /// <returns>False if nothing was due, or another replica is settling.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await using var held = await AdvisoryLock.TryTakeAsync(db, LockArea.Harvest, LockName, cancellationToken);
        if (held is null)
        {
            return false;
        }

        var due = await store.ReadDueAsync(held.Connection, MostAtATime, cancellationToken);
        if (due.Count == 0)
        {
            return false;
        }

        using var span = s_activities.StartActivity("settle submissions");
        var ofArxiv = due.Where(submission => submission.ArxivId is not null).ToList();
        if (ofArxiv.Count > 0)
        {
            await SettleArxivAsync(held.Connection, ofArxiv, cancellationToken);
        }

        foreach (var submission in due.Where(submission => submission.ArxivId is null))
        {
            await SettleDoiAsync(held.Connection, submission, cancellationToken);
        }

        return true;
    }

    private async Task SettleArxivAsync(NpgsqlConnection connection, List<PendingSubmission> submissions, CancellationToken cancellationToken)
    {
        var request = new SourceRequest(arxiv.Value.AddressOf([.. submissions.Select(submission => submission.ArxivId!).Distinct()])) // filtered to have one
        {
            Accept = "application/atom+xml",
            Expected = [HttpStatusCode.BadRequest],
        };
        ArxivAtomReply page;
        DateTimeOffset readAt = default;
        try
        {
            page = await requester.RequestAsync(connection, arxiv.Value, request, reply => ArxivAtomReply.Read(reply.Open(), new(Day: null, readAt = reply.ReadAt)), () => { }, cancellationToken);
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
            else if (submission.Tries + 1 < EmptyAnswersUntilRefused)
            {
                await store.PostponeAsync(connection, submission.Id, s_secondLookUpAfter, cancellationToken);
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
            Expected = [HttpStatusCode.NotFound, HttpStatusCode.NotAcceptable, HttpStatusCode.NoContent],
        };
        DateTimeOffset readAt = default;
        SourceEntry? entry;
        try
        {
            entry = await requester.RequestAsync(
                connection,
                doi.Value,
                request,
                reply => reply.Status == HttpStatusCode.OK ? DoiReply.Read(reply.Open(), name, new(Day: null, readAt = reply.ReadAt)) : null,
                () => { },
                cancellationToken);
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
            await RefuseAsync(connection, submission, entry is RejectedEntry rejected ? $"The DOI registry has incomplete data: {rejected.Reason}" : $"No DOI registry has data about {name}.", cancellationToken);
        }
    }

    private async Task SaveAsync(NpgsqlConnection connection, PendingSubmission submission, ReadRecord read, DateTimeOffset readAt, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var saved = (await catalogue.SaveAsync(connection, [DigestedRecord.Of(read)], [], readAt, cancellationToken)).Records[0];
        var outcome = saved.Outcome == RecordOutcome.New ? SubmissionOutcome.Added : SubmissionOutcome.Known;
        await store.SettleAsync(connection, submission.Id, outcome, saved.PaperId, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Settled(submission, outcome);
    }

    private async Task RefuseAsync(NpgsqlConnection connection, PendingSubmission submission, string reason, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await store.SettleAsync(connection, submission.Id, SubmissionOutcome.Refused, null, reason, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Settled(submission, SubmissionOutcome.Refused);
    }

    private async Task PostponeAsync(NpgsqlConnection connection, List<PendingSubmission> submissions, string who, SourceUnavailableException fault, CancellationToken cancellationToken)
    {
        Log.Postponed(logger, fault, submissions.Count);
        foreach (var submission in submissions)
        {
            if (time.GetUtcNow() - submission.ReceivedAt > s_longestWait)
            {
                await RefuseAsync(connection, submission, $"{who} was unavailable for a day. Please submit it again.", cancellationToken);
            }
            else
            {
                await store.PostponeAsync(connection, submission.Id, BackOff.After(submission.Tries + 1, fault.RetryAfter), cancellationToken);
            }
        }
    }

    private void Settled(PendingSubmission submission, SubmissionOutcome outcome)
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
    }
}
