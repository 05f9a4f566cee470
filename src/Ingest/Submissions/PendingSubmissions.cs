using Npgsql;
using NpgsqlTypes;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Contracts.Web;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Postgres;
using Papers.Ingest.Records;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Ingest.Submissions;

/// <summary>The submissions of readers (table submissions). Each is stored once and settled once, however often it is delivered.</summary>
internal sealed class PendingSubmissions(NpgsqlDataSource db, Outbox outbox, TimeProvider time)
{
    private const string Insert = """
        INSERT INTO submissions (submission_id, reference, arxiv_id, doi, submitted_at, received_at, due_at)
        VALUES ($1, $2, $3, $4, $5, $6, $6)
        ON CONFLICT (submission_id) DO NOTHING
        """;

    // By paper id, by the key of a source record if that differs, and by a DOI of one of its records.
    private const string FindKnown = """
        SELECT paper_id
          FROM papers
         WHERE paper_id = $1
           AND withdrawal IS NULL
         UNION ALL
        SELECT source_records.paper_id
          FROM source_records
          JOIN papers USING (paper_id)
         WHERE record_key IN ($1, $3)
           AND record_key <> source_records.paper_id
           AND withdrawal IS NULL
         UNION ALL
        SELECT paper_dois.paper_id
          FROM paper_dois
          JOIN papers USING (paper_id)
         WHERE paper_dois.doi = $2
           AND withdrawal IS NULL
         LIMIT 1
        """;

    private const string ReadDue = """
        SELECT submission_id, arxiv_id, doi, received_at, tries, empty_answers
          FROM submissions
         WHERE settled_at IS NULL
           AND due_at <= $1
           AND (arxiv_id IS NOT NULL) = $2
         ORDER BY due_at
         LIMIT $3
        """;

    private const string IsDue = """
        SELECT EXISTS (SELECT FROM submissions WHERE submission_id = $1 AND settled_at IS NULL AND due_at <= $2)
        """;

    private const string SetSettled = """
        UPDATE submissions
           SET outcome = $2, paper_id = $3, reason = $4, settled_at = $5
         WHERE submission_id = $1
           AND settled_at IS NULL
        """;

    private const string SetPostponed = """
        UPDATE submissions
           SET tries = tries + 1, due_at = $2
         WHERE submission_id = $1
        """;

    private const string SetEmptyAnswer = """
        UPDATE submissions
           SET empty_answers = empty_answers + 1, due_at = $2
         WHERE submission_id = $1
        """;

    /// <returns>False if it was stored before.</returns>
    public async Task<bool> AddAsync(
        NpgsqlConnection connection,
        PaperSubmitted submitted,
        SubmissionReference? reference,
        CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(Insert, [submitted.SubmissionId, submitted.Reference, reference?.ArxivId, reference?.Doi, submitted.SubmittedAt.ToUniversalTime(), time.GetUtcNow()], cancellationToken) == 1;

    public static async Task<string?> FindKnownAsync(NpgsqlConnection connection, string? arxivId, string? doi, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FindKnown, connection) { Parameters = { SqlParameters.Text(arxivId), SqlParameters.Text(doi), SqlParameters.Text(doi is null
            ? null
            : RecordKey.OfDoi(doi)) } };
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    public async Task<IReadOnlyList<PendingSubmission>> ReadDueAsync(NpgsqlConnection connection, bool isArxiv, int most, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadDue, connection) { Parameters = { new() { Value = time.GetUtcNow() }, new() { Value = isArxiv }, new() { Value = most } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<PendingSubmission>();
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add(new PendingSubmission
            {
                Id = reader.GetGuid(0),
                ArxivId = reader.IsDBNull(1) ? null : reader.GetString(1),
                Doi = reader.IsDBNull(2) ? null : reader.GetString(2),
                ReceivedAt = reader.GetFieldValue<DateTimeOffset>(3),
                Tries = reader.GetInt32(4),
                EmptyAnswers = reader.GetInt32(5),
            });
        }

        return due;
    }

    public async Task<bool> IsDueAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(IsDue, connection) { Parameters = { new() { Value = id }, new() { Value = time.GetUtcNow() } } };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Settles it and adds the event, within the connection's open transaction.</summary>
    public async Task SettleAsync(
        NpgsqlConnection connection,
        Guid id,
        SubmissionOutcome outcome,
        string? paperId,
        string? reason,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await connection.ExecuteAsync(SetSettled, [id, $"{outcome}", paperId, reason, now], cancellationToken) == 1)
        {
            var settled = new SubmissionSettled
            {
                SubmissionId = id,
                Outcome = outcome,
                PaperId = paperId is null ? null : new PaperId(paperId),
                Reason = reason,
                SettledAt = now,
            };
            await outbox.AddAsync(connection, settled, cancellationToken);
        }
    }

    public Task PostponeAsync(NpgsqlConnection connection, Guid id, TimeSpan pause, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(SetPostponed, [id, time.GetUtcNow() + pause], cancellationToken);

    public Task PostponeAfterEmptyAnswerAsync(NpgsqlConnection connection, Guid id, TimeSpan pause, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(SetEmptyAnswer, [id, time.GetUtcNow() + pause], cancellationToken);

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => db.OpenConnectionAsync(cancellationToken);
}

internal sealed record PendingSubmission
{
    public required Guid Id { get; init; }

    public string? ArxivId { get; init; }

    public string? Doi { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Look-ups that failed because the source was unavailable.</summary>
    public required int Tries { get; init; }

    /// <summary>Complete replies without the paper.</summary>
    public required int EmptyAnswers { get; init; }
}
