using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Ingest.Identifiers;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Duplicates;

/// <summary>Papers that may be one, for an admin to decide.</summary>
public sealed class Twins(NpgsqlDataSource db)
{
    private const int LongestName = 200;

    private const string Columns = """
        twin_id, suspicion, since,
        one.paper_id, one.arxiv_id, one.doi, left(one.title, 2000), one.authors[1:200], one.day, one.first_seen_at,
        other.paper_id, other.arxiv_id, other.doi, left(other.title, 2000), other.authors[1:200], other.day, other.first_seen_at
        """;

    private const string Standing = """
        twins
          JOIN papers AS one ON one.paper_id = twins.one
          JOIN papers AS other ON other.paper_id = twins.other
         WHERE NOT is_dismissed
           AND one.withdrawn_at IS NULL
           AND other.withdrawn_at IS NULL
        """;

    internal const string ReadOfPaper = $"""
        SELECT {Columns}
          FROM {Standing}
           AND $1 IN (twins.one, twins.other)
         ORDER BY twin_id
         LIMIT $2
        """;

    private const string ReadPage = $"""
        SELECT {Columns}
          FROM {Standing}
           AND twin_id > $1
         ORDER BY twin_id
         LIMIT $2
        """;

    private const string Count = $"""
        SELECT count(*)
          FROM {Standing}
        """;

    private const string SetDismissed = """
        UPDATE twins
           SET is_dismissed = true
         WHERE twin_id = $1
           AND NOT is_dismissed
        """;

    public async Task<TwinList> ListAsync(long after, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(Count),
                new(ReadPage) { Parameters = { new() { Value = after }, new() { Value = TwinList.Most + 1 } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var total = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        var twins = new List<SuspectedTwins>();
        while (await reader.ReadAsync(cancellationToken))
        {
            twins.Add(Read(reader));
        }

        var isMore = twins.Count > TwinList.Most;
        var page = twins.GetRange(0, Math.Min(twins.Count, TwinList.Most));
        return new(page, total, isMore ? page[^1].Id : null);
    }

    /// <returns>False where there is nothing to dismiss.</returns>
    public async Task<bool> DismissAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(SetDismissed);
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    internal static SuspectedTwins Read(NpgsqlDataReader reader)
    {
        var suspicion = Enum.Parse<TwinSuspicion>(reader.GetString(1));
        var (one, other) = (ReadPaper(reader, 3), ReadPaper(reader, 10));
        var otherWasFirst = reader.GetFieldValue<DateTimeOffset>(16) < reader.GetFieldValue<DateTimeOffset>(9);
        return new SuspectedTwins
        {
            Id = reader.GetInt64(0),
            One = otherWasFirst ? other : one,
            Other = otherWasFirst ? one : other,
            Suspicion = suspicion,
            Reason = suspicion == TwinSuspicion.SameDoi
                ? "They have one DOI, but are known by other identifiers."
                : one.ArxivId is not null && other.ArxivId is not null
                    ? "They have one title, and authors that may be the same, but two arXiv identifiers."
                    : "They have one title, and authors that may be the same, but it stays open whether one is meant.",
            Since = reader.GetFieldValue<DateTimeOffset>(2),
        };
    }

    private static TwinPaper ReadPaper(NpgsqlDataReader reader, int column) => new()
    {
        PaperId = new(reader.GetString(column)),
        ArxivId = reader.IsDBNull(column + 1) ? null : reader.GetString(column + 1),
        Doi = reader.IsDBNull(column + 2) ? null : reader.GetString(column + 2),
        Title = reader.GetString(column + 3),
        Authors = [.. reader.GetFieldValue<string[]>(column + 4).Select(name => TruncatedText.Of(name, LongestName))],
        Day = reader.GetFieldValue<DateOnly>(column + 5),
    };
}
