using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Merge;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Ingest.Curation;

/// <summary>Carries out what an admin decides about papers, each decision in one transaction with the events that tell of it.</summary>
public sealed class CuratePapers(NpgsqlDataSource db, Outbox outbox, TimeProvider time)
{
    private const string FindTwins = """
        SELECT one.paper_id, other.paper_id, other.first_seen_at < one.first_seen_at
          FROM twins
          JOIN papers AS one ON one.paper_id = twins.one
          JOIN papers AS other ON other.paper_id = twins.other
         WHERE twin_id = $1
           AND NOT is_dismissed
           AND one.withdrawn_at IS NULL
           AND other.withdrawn_at IS NULL
        """;

    private const string Dismiss = """
        INSERT INTO twins (one, other, suspicion, is_dismissed, since)
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
        var paper = papers.Find(paperId)!; // it was found, and the lock is held
        var statements = paper.Statements.Values.Where(each => each.Source == source && (key is null || each.Key == key)).ToList();
        if (statements.Count != 1)
        {
            return statements.Count == 0
                ? new(null, $"{TruncatedText.Quote(source)} says nothing of {paperId} that could be taken out.", IsConflict: false)
                : new(null, $"{TruncatedText.Quote(source)} speaks of {paperId} under {statements.Count} keys: say which with key=.", IsConflict: true);
        }

        var taken = statements[0];
        if (Decisions.Split(papers, paper, taken) is not { } made)
        {
            return new(null, $"What {source} says is all that is known of {paperId}.", IsConflict: true);
        }

        var batch = new MergeBatch(papers, now, now);
        batch.Settle([paper, made]);
        await DismissAsync(connection, paper.PaperId, made.PaperId, now, cancellationToken);
        var sightings = await MoveSightingsAsync(connection, paper, made, now, cancellationToken);
        await SaveMerged.SaveAsync(connection, outbox, papers, batch.Placed, sightings, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(new PaperSplit(new(paper.PaperId), new(made.PaperId)), null, IsConflict: false);
    }

    /// <returns>Null where nothing is suspected under that number.</returns>
    public async Task<TwinsJoined?> JoinAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LoadPapers.BeginAsync(connection, cancellationToken);
        if (await FindTwinsAsync(connection, id, cancellationToken) is not { } twins)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var papers = await LoadPapers.LoadAsync(connection, [], [twins.Kept, twins.Gone], now, cancellationToken);
        var (kept, gone) = (papers.Find(twins.Kept)!, papers.Find(twins.Gone)!); // they were found, and the lock is held
        Decisions.Join(papers, kept, gone);
        var batch = new MergeBatch(papers, now, now);
        batch.Settle([kept, gone]);
        await SaveMerged.SaveAsync(connection, outbox, papers, batch.Placed, [], now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(new(kept.PaperId), new(gone.PaperId));
    }

    private static async Task<(string Kept, string Gone)?> FindTwinsAsync(NpgsqlConnection connection, long id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FindTwins, connection) { Parameters = { new() { Value = id } } };
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

    // What a source counted goes with what it says, and the paper that it left has no counts of it any more.
    private static async Task<List<Sighting>> MoveSightingsAsync(
        NpgsqlConnection connection,
        KnownPaper from,
        KnownPaper to,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var sources = to.Statements.Values.Select(each => each.Source).Except(from.Statements.Values.Select(each => each.Source)).ToHashSet();
        var moved = new List<Sighting>();
        foreach (var each in await Sightings.TakeAsync(connection, [from.PaperId], cancellationToken))
        {
            var seen = new PaperSighting { SeenAt = each.ObservedAt, Upvotes = each.Upvotes, GithubStars = each.GithubStars, Comments = each.Comments };
            var goes = sources.Contains(each.Source);
            moved.Add(new(goes ? to.PaperId : from.PaperId, each.Source, seen));
            if (goes)
            {
                moved.Add(new(from.PaperId, each.Source, new PaperSighting { SeenAt = now }));
            }
        }

        return moved;
    }
}

/// <param name="Fault">Why it was not done, as a sentence; null where it was.</param>
/// <param name="IsConflict">The statement is there, but cannot be taken out alone.</param>
public sealed record SplitOutcome(PaperSplit? Split, string? Fault, bool IsConflict);
