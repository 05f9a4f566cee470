using Papers.Ingest.Catalogue;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;

namespace Papers.Ingest.Tests.Catalogue;

/// <summary>Saves what a test says, a batch at a time, and tells what left.</summary>
internal static class Saving
{
    public static readonly DateTimeOffset Noon = new(2025, 3, 18, 12, 0, 0, TimeSpan.Zero);

    public static Task<SavedBatch> SaveAsync(this Replica replica, params SourceRecord[] records) => replica.SaveAsync(Noon, [.. records.Select(DigestedRecord.Of)], []);

    public static Task<SavedBatch> DeleteAsync(this Replica replica, DateTimeOffset readAt, DateTimeOffset deletedAt, string arxivId, string source = SourceNames.ArxivOaiPmh) =>
        replica.SaveAsync(readAt, [], [new DeletedRecord(1, source, arxivId, deletedAt)]);

    public static async Task<SavedBatch> SaveAsync(this Replica replica, DateTimeOffset readAt, IReadOnlyList<DigestedRecord> records, IReadOnlyList<DeletedRecord> deletions)
    {
        await using var connection = await replica.Db.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var saved = await replica.Catalogue.SaveAsync(connection, records, deletions, readAt, CancellationToken.None);
        await transaction.CommitAsync();
        return saved;
    }

    /// <summary>The names of the events that left, in order.</summary>
    public static Task<string> EventsAsync(this Replica replica) =>
        replica.AskAsync<string>("SELECT coalesce(string_agg(split_part(exchange, ':', 2), ' ' ORDER BY id), '') FROM outbox");

    public static async Task<string> LastEventAsync(this Replica replica, string name) =>
        System.Text.Encoding.UTF8.GetString(await replica.AskAsync<byte[]>($"SELECT body FROM outbox WHERE exchange LIKE '%:{name}' ORDER BY id DESC LIMIT 1"));

    /// <summary>The totals as they are told, checked against the papers themselves.</summary>
    public static async Task<string> TotalsAsync(this Replica replica)
    {
        var told = await replica.AskAsync<string>("SELECT string_agg(total::text, '/' ORDER BY name) FROM (SELECT name, sum(value) AS total FROM tallies GROUP BY name) AS each");
        Assert.Equal(await replica.AskAsync<string>("SELECT count(*) || '/' || coalesce(sum(revision), 0) FROM papers WHERE withdrawn_at IS NULL"), told);
        return told;
    }

    public static SourceRecord At(string source, string? arxivId, string title, string? doi = null, params string[] authors) =>
        new() { Source = source, ArxivId = arxivId, Doi = doi, Title = title, Abstract = $"What {source} says.", Authors = authors };
}
