using Npgsql;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Merge;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Republish;

namespace Papers.Ingest.Republish;

/// <summary>Republishes all papers, their observed counts, and withdrawals.</summary>
internal sealed class RepublishedPapers(Outbox outbox) : IRepublishedFacts
{
    public string What => "papers";

    public async Task<RepublishedPart> TellNextAsync(NpgsqlConnection connection, string after, CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(connection, after, cancellationToken);
        if (stored.Count == 0)
        {
            return default;
        }

        var living = stored.FindAll(row => row.Withdrawal is null).ConvertAll(row => PaperEvents.Ingested(row.Paper));
        foreach (var part in EventBatches.Split(living, PaperEvents.IngestedBytes))
        {
            await outbox.AddAsync(connection, new PapersIngested { Papers = part, IsReplay = true }, cancellationToken);
        }

        var observed = await Observations.ReadAsync(connection, living.Select(paper => paper.PaperId.Value), cancellationToken);
        foreach (var part in EventBatches.Split(observed, _ => Observations.Bytes))
        {
            await outbox.AddAsync(connection, new PapersObserved { Papers = part, IsReplay = true }, cancellationToken);
        }

        // The live ones were filtered out.
        var withdrawn = stored.FindAll(row => row.Withdrawal is not null).ConvertAll(row => PaperEvents.Withdrawn(row.Paper, row.Withdrawal!));
        foreach (var part in EventBatches.Split(withdrawn, _ => PaperEvents.WithdrawnBytes))
        {
            await outbox.AddAsync(connection, new PapersWithdrawn { Papers = part, IsReplay = true }, cancellationToken);
        }

        return new(stored[^1].Paper.PaperId, stored.Count);
    }

    private static async Task<List<(CanonicalPaper Paper, Withdrawal? Withdrawal)>> ReadAsync(
        NpgsqlConnection connection,
        string after,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(StoredPaper.ReadNext, connection)
        {
            Parameters = { new() { Value = after }, new() { Value = BatchLimits.Items } },
        };
        var stored = new List<(CanonicalPaper, Withdrawal?)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            stored.Add(StoredPaper.Read(reader));
        }

        return stored;
    }
}
