using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Ingest.Identifiers;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Duplicates;

/// <summary>Pairs of papers that may be the same, for an admin to decide.</summary>
internal sealed class SuspectedDuplicates(NpgsqlDataSource db)
{
    private const int LongestName = 200;

    private const string Columns = """
        duplicate_id, suspicion, since,
        one.paper_id, one.arxiv_id, one.doi, left(one.title, 2000), one.authors[1:200], one.day, one.first_seen_at,
        other.paper_id, other.arxiv_id, other.doi, left(other.title, 2000), other.authors[1:200], other.day, other.first_seen_at
        """;

    private const string Undecided = """
        suspected_duplicates
          JOIN papers AS one ON one.paper_id = suspected_duplicates.one
          JOIN papers AS other ON other.paper_id = suspected_duplicates.other
         WHERE NOT is_dismissed
           AND one.withdrawn_at IS NULL
           AND other.withdrawn_at IS NULL
        """;

    internal const string ReadOfPaper = $"""
        SELECT {Columns}
          FROM {Undecided}
           AND $1 IN (suspected_duplicates.one, suspected_duplicates.other)
         ORDER BY duplicate_id
         LIMIT $2
        """;

    private const string ReadPage = $"""
        SELECT {Columns}
          FROM {Undecided}
           AND duplicate_id > $1
         ORDER BY duplicate_id
         LIMIT $2
        """;

    private const string Count = $"""
        SELECT count(*)
          FROM {Undecided}
        """;

    private const string SetDismissed = """
        UPDATE suspected_duplicates
           SET is_dismissed = true
         WHERE duplicate_id = $1
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
        var duplicates = new List<SuspectedTwins>();
        while (await reader.ReadAsync(cancellationToken))
        {
            duplicates.Add(Read(reader));
        }

        var isMore = duplicates.Count > TwinList.Most;
        var page = duplicates.GetRange(0, Math.Min(duplicates.Count, TwinList.Most));
        return new(page, total, isMore ? page[^1].Id : null);
    }

    /// <returns>False if there is no such undecided pair.</returns>
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
                ? "Same DOI, but different arXiv ids."
                : one.ArxivId is not null && other.ArxivId is not null
                    ? "Same title and compatible authors, but different arXiv ids."
                    : "Same title and compatible authors, but several papers match.",
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
