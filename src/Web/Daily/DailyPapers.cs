using Npgsql;
using Papers.Web.ReadModel;

namespace Papers.Web.Daily;

/// <summary>Reads the papers of a day, a week or a month.</summary>
internal sealed class DailyPapers(NpgsqlDataSource db, PaperReader papers, TimeProvider time)
{
    private const string ReadLatestDay = """
        SELECT max(day)
          FROM papers
         WHERE day <= $1
        """;

    private const string ReadNeighbours = """
        SELECT (SELECT max(day) FROM papers WHERE day < $1),
               (SELECT min(day) FROM papers WHERE day > $2)
        """;

    private const string ReadCounts = """
        SELECT count(*), count(*) FILTER (WHERE cardinality(pl.urls) > 0), coalesce(sum(working.links), 0)::bigint
          FROM papers p
          LEFT JOIN paper_links pl USING (paper_id)
          LEFT JOIN LATERAL (
                SELECT count(*) AS links
                  FROM unnest(pl.urls) AS own (url)
                  JOIN link_verdicts v ON v.url_digest = sha256(convert_to(own.url, 'UTF8')) AND v.verdict = 'Alive'
               ) working ON cardinality(pl.urls) > 0
         WHERE p.day BETWEEN $1 AND $2
        """;

    // Latest day first; within a day in the order of its list.
    private const string ReadIds = """
        SELECT paper_id
          FROM papers
         WHERE day BETWEEN $1 AND $2
         ORDER BY day DESC, list_position, paper_id
        OFFSET $3
         LIMIT $4
        """;

    /// <summary>The latest day with papers; null where there is none. Papers dated in the future are not shown before their day.</summary>
    public async Task<DateOnly?> FindLatestDayAsync(CancellationToken cancellationToken)
    {
        var tomorrow = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1);
        await using var command = db.CreateCommand(ReadLatestDay);
        command.Parameters.Add(new() { Value = tomorrow });
        return await command.ExecuteScalarAsync(cancellationToken) is DateOnly day ? day : null;
    }

    public async Task<DailyList> ReadAsync(DaySpan span, int skip, int take, CancellationToken cancellationToken)
    {
        await using var batch = db.CreateBatch();
        foreach (var sql in new[] { ReadNeighbours, ReadCounts, ReadIds })
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = span.First }, new() { Value = span.Last } } });
        }

        batch.BatchCommands[2].Parameters.Add(new() { Value = skip });
        batch.BatchCommands[2].Parameters.Add(new() { Value = take });

        DateOnly? before, after;
        (long Papers, long WithLinks, long Working) counts;
        var ids = new List<string>();
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            before = reader.IsDBNull(0) ? null : reader.GetFieldValue<DateOnly>(0);
            after = reader.IsDBNull(1) ? null : reader.GetFieldValue<DateOnly>(1);
            await reader.NextResultAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            counts = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
            await reader.NextResultAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                ids.Add(reader.GetString(0));
            }
        }

        return new()
        {
            Papers = await papers.GetAsync([.. ids], cancellationToken),
            Total = (int)counts.Papers,
            WithLinks = counts.WithLinks,
            WorkingLinks = counts.Working,
            Previous = before is { } earlier ? DaySpan.Containing(earlier, span.Kind) : null,
            Next = after is { } later ? DaySpan.Containing(later, span.Kind) : null,
        };
    }
}

public sealed record DailyList
{
    /// <summary>One page of the list.</summary>
    public required IReadOnlyList<ShownPaper> Papers { get; init; }

    public required int Total { get; init; }

    public required long WithLinks { get; init; }

    public required long WorkingLinks { get; init; }

    /// <summary>The nearest earlier span that has papers.</summary>
    public required DaySpan? Previous { get; init; }

    public required DaySpan? Next { get; init; }
}
