using Npgsql;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Contracts.Web;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Web.Submit;

internal sealed class SubmissionStore(NpgsqlDataSource db, Outbox outbox, TimeProvider time)
{
    private const string Insert = """
        INSERT INTO submissions (id, reference, submitted_at)
        VALUES ($1, $2, $3)
        """;

    // The first outcome wins; redeliveries are ignored.
    private const string Settle = """
        UPDATE submissions
           SET outcome = $2, paper_id = $3, reason = $4, settled_at = $5
         WHERE id = $1
           AND outcome IS NULL
        """;

    private const string Read = """
        SELECT reference, submitted_at, outcome, paper_id, reason
          FROM submissions
         WHERE id = $1
        """;

    /// <summary>Saves a submission and publishes it to Ingest.</summary>
    public async Task<Guid> AddAsync(string reference, CancellationToken cancellationToken)
    {
        // Random, so that it cannot be guessed: whoever has the URL sees the submission.
        var id = Guid.NewGuid();
        var now = time.GetUtcNow();
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Insert, connection)
        {
            Parameters = { new() { Value = id }, new() { Value = reference }, new() { Value = now } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        await outbox.AddAsync(connection, new PaperSubmitted { SubmissionId = id, Reference = reference, SubmittedAt = now }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <returns>False where it already has an outcome, or is unknown.</returns>
    public async Task<bool> SettleAsync(SubmissionSettled settled, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(Settle);
        command.Parameters.Add(new() { Value = settled.SubmissionId });
        command.Parameters.Add(new() { Value = settled.Outcome.ToString() });
        command.Parameters.Add(new() { Value = (object?)settled.PaperId?.Value ?? DBNull.Value });
        command.Parameters.Add(new() { Value = (object?)settled.Reason ?? DBNull.Value });
        command.Parameters.Add(new() { Value = settled.SettledAt.ToUniversalTime() });
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public async Task<Submission?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(Read);
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new()
            {
                Id = id,
                Reference = reader.GetString(0),
                SubmittedAt = reader.GetFieldValue<DateTimeOffset>(1),
                Outcome = reader.IsDBNull(2) ? null : Enum.Parse<SubmissionOutcome>(reader.GetString(2)),
                PaperId = reader.IsDBNull(3) ? null : new PaperId(reader.GetString(3)),
                Reason = reader.IsDBNull(4) ? null : reader.GetString(4),
            }
            : null;
    }
}
