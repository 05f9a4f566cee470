using System.Text.Json;
using Npgsql;
using Papers.Contracts;
using Papers.Contracts.Operations;
using Papers.Contracts.Tagging;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Postgres;
using Papers.Tagging.Retag;
using Papers.Tagging.TagPapers;
using Papers.Testing;

namespace Papers.Tagging.Tests;

/// <summary>A tagging schema of its own with the stores that use it, and queries for the tests.</summary>
internal sealed class HeldPapers : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private HeldPapers(TestDatabase database)
    {
        _database = database;
        var outbox = new Outbox(TimeProvider.System);
        Store = new(database.DataSource, outbox, TimeProvider.System);
        Retag = new(database.DataSource, outbox, TimeProvider.System);
    }

    public PaperTagStore Store { get; }

    public RetagStore Retag { get; }

    public NpgsqlDataSource DataSource => _database.DataSource;

    public static async Task<HeldPapers> CreateAsync(TestServers servers, CancellationToken cancellationToken) =>
        new(await TestDatabase.CreateAsync(servers, "tagging", typeof(PaperTagStore).Assembly, cancellationToken));

    /// <summary>The events in the outbox, in the order they were written.</summary>
    public async Task<IReadOnlyList<PapersTagged>> PublishedAsync(CancellationToken cancellationToken)
    {
        var published = new List<PapersTagged>();
        await using var command = DataSource.CreateCommand("SELECT body FROM outbox ORDER BY id");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            using var envelope = JsonDocument.Parse(reader.GetFieldValue<byte[]>(0));
            published.Add(envelope.RootElement.GetProperty("message").Deserialize(EventJson.Default.PapersTagged)!); // an envelope's message is an object
        }

        return published;
    }

    public async Task<(long Papers, long Revisions)> TalliesAsync(CancellationToken cancellationToken)
    {
        var tallies = await new Tallies(DataSource).ReadAsync(cancellationToken);
        return (tallies.GetValueOrDefault(TallyNames.TaggedPapers), tallies.GetValueOrDefault(TallyNames.TaggedRevisions));
    }

    public async Task<IReadOnlyList<string>> SlugsAsync(string paperId, CancellationToken cancellationToken)
    {
        await using var command = DataSource.CreateCommand("SELECT tags FROM tagged_papers WHERE paper_id = $1");
        command.Parameters.Add(new() { Value = paperId });
        var json = (string)(await command.ExecuteScalarAsync(cancellationToken))!; // saved before
        var tags = JsonSerializer.Deserialize(json, EventJson.Default.IReadOnlyListTag) ?? [];
        return [.. tags.Select(tag => tag.Slug)];
    }

    public async Task<long> CountAsync(string where, CancellationToken cancellationToken)
    {
        await using var command = DataSource.CreateCommand($"SELECT count(*) FROM tagged_papers WHERE {where}");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!; // count(*) is never null
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
