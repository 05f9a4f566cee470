using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Merge;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Ingest.Curation;

/// <summary>Carries out an admin's decisions about papers, each in one transaction with its events.</summary>
internal sealed class CuratePapers(NpgsqlDataSource db, Outbox outbox, TimeProvider time)
{
    private const string FindPair = """
        SELECT one.paper_id, other.paper_id, other.first_seen_at < one.first_seen_at
          FROM suspected_duplicates
          JOIN papers AS one ON one.paper_id = suspected_duplicates.one
          JOIN papers AS other ON other.paper_id = suspected_duplicates.other
         WHERE duplicate_id = $1
           AND NOT is_dismissed
           AND one.withdrawn_at IS NULL
           AND other.withdrawn_at IS NULL
        """;

    private const string Dismiss = """
        INSERT INTO suspected_duplicates (one, other, suspicion, is_dismissed, since)
        VALUES ($1, $2, 'SameTitle', true, $3)
        ON CONFLICT (one, other) DO UPDATE
           SET is_dismissed = true
        """;

    public async Task<SplitOutcome> SplitAsync(string name, string source, string? key, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LoadPapers.BeginAsync(connection, cancellationToken);
        if (await FindPaper.FindAsync(connection, name, cancellationToken) is not { } paperId)
        {
            return new(null, $"There is no paper {TruncatedText.Quote(name)}.", IsConflict: false);
        }

        var now = time.GetUtcNow();
        var papers = await LoadPapers.LoadAsync(connection, [], [paperId], now, cancellationToken);
        var paper = papers.Find(paperId)!; // it exists, and the writer lock is held
        var statements = paper.Statements.Values.Where(each => each.Source == source && (key is null || each.Key == key)).ToList();
        if (statements.Count != 1)
        {
            return statements.Count == 0
                ? new(null, $"{TruncatedText.Quote(source)} has no record of {paperId} to split off.", IsConflict: false)
                : new(null, $"{TruncatedText.Quote(source)} has {statements.Count} records of {paperId}: choose one with key=.", IsConflict: true);
        }

        var taken = statements[0];
        if (AdminDecisions.Split(papers, paper, taken) is not { } made)
        {
            return new(null, $"The record of {source} is the only one of {paperId}.", IsConflict: true);
        }

        var batch = new MergeBatch(papers, now, now);
        batch.Reconcile([paper, made]);
        await DismissAsync(connection, paper.PaperId, made.PaperId, now, cancellationToken);
        var observations = await MoveObservationsAsync(connection, paper, made, now, cancellationToken);
        await SaveMergedPapers.SaveAsync(connection, outbox, papers, batch.Placed, observations, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(new PaperSplit(new(paper.PaperId), new(made.PaperId)), null, IsConflict: false);
    }

    /// <returns>Null if there is no such undecided pair.</returns>
    public async Task<TwinsJoined?> JoinAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LoadPapers.BeginAsync(connection, cancellationToken);
        if (await FindPairAsync(connection, id, cancellationToken) is not { } pair)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var papers = await LoadPapers.LoadAsync(connection, [], [pair.Kept, pair.Gone], now, cancellationToken);
        var (kept, gone) = (papers.Find(pair.Kept)!, papers.Find(pair.Gone)!); // they exist, and the writer lock is held
        AdminDecisions.Join(papers, kept, gone);
        var batch = new MergeBatch(papers, now, now);
        batch.Reconcile([kept, gone]);
        await SaveMergedPapers.SaveAsync(connection, outbox, papers, batch.Placed, [], now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(new(kept.PaperId), new(gone.PaperId));
    }

    private static async Task<(string Kept, string Gone)?> FindPairAsync(NpgsqlConnection connection, long id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FindPair, connection) { Parameters = { new() { Value = id } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var (one, other) = (reader.GetString(0), reader.GetString(1));
        return reader.GetBoolean(2) ? (other, one) : (one, other);
    }

    private static async Task DismissAsync(NpgsqlConnection connection, string one, string other, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (lesser, greater) = string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
        await using var command = new NpgsqlCommand(Dismiss, connection)
        {
            Parameters = { new() { Value = lesser }, new() { Value = greater }, new() { Value = now } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // A source's counts move with its record; the paper that it left gets empty counts.
    private static async Task<List<SourceObservation>> MoveObservationsAsync(
        NpgsqlConnection connection,
        KnownPaper from,
        KnownPaper to,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var sources = to.Statements.Values.Select(each => each.Source).Except(from.Statements.Values.Select(each => each.Source)).ToHashSet();
        var moved = new List<SourceObservation>();
        foreach (var each in await Observations.TakeAsync(connection, [from.PaperId], cancellationToken))
        {
            var counts = new ObservedCounts { ObservedAt = each.ObservedAt, Upvotes = each.Upvotes, GithubStars = each.GithubStars, Comments = each.Comments };
            var moves = sources.Contains(each.Source);
            moved.Add(new(moves ? to.PaperId : from.PaperId, each.Source, counts));
            if (moves)
            {
                moved.Add(new(from.PaperId, each.Source, new ObservedCounts { ObservedAt = now }));
            }
        }

        return moved;
    }
}

/// <param name="Fault">Why it failed, for the admin; null if it succeeded.</param>
/// <param name="IsConflict">The record exists, but cannot be split off alone.</param>
internal sealed record SplitOutcome(PaperSplit? Split, string? Fault, bool IsConflict);
