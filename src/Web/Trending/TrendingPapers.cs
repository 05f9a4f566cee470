using Npgsql;
using Papers.Web.ReadModel;

namespace Papers.Web.Trending;

/// <summary>Ranks the papers of the seven days up to a date.</summary>
internal sealed class TrendingPapers(NpgsqlDataSource db, PaperReader papers)
{
    public const int Days = 7;

    public const int MaxPapers = 200;

    // Among papers of one day and code state the rank depends only on upvotes, or on list position where there are no upvotes. So the
    // first papers of each such group include the first of all.
    private const string ReadCandidates = """
        SELECT paper_id, day, list_position, code, upvotes
          FROM (SELECT paper_id, day, list_position, code, upvotes,
                       row_number() OVER (PARTITION BY day, code, upvotes IS NULL
                                              ORDER BY upvotes DESC, CASE WHEN upvotes IS NULL THEN list_position END, paper_id) AS place
                  FROM (SELECT p.paper_id, p.day, p.list_position, max(o.upvotes) AS upvotes,
                               coalesce(known.code, CASE WHEN p.featured ->> 'githubRepo' IS NOT NULL THEN 1 ELSE 0 END) AS code
                          FROM papers p
                          LEFT JOIN observations o ON o.paper_id = p.paper_id AND o.upvotes IS NOT NULL
                          LEFT JOIN paper_links pl ON pl.paper_id = p.paper_id AND 'Code' = ANY(pl.kinds)
                          LEFT JOIN LATERAL (
                                SELECT max(CASE v.verdict WHEN 'Alive' THEN 2 WHEN 'Dead' THEN 0 ELSE 1 END) AS code
                                  FROM unnest(pl.urls, pl.kinds) AS own (url, kind)
                                  LEFT JOIN link_verdicts v ON v.url_digest = sha256(convert_to(own.url, 'UTF8'))
                                 WHERE own.kind = 'Code'
                               ) known ON pl.paper_id IS NOT NULL
                         WHERE p.day BETWEEN $1 AND $2
                         GROUP BY p.paper_id, known.code) AS signals) AS placed
         WHERE place <= $3
        """;

    /// <summary>The highest-scoring papers up to a day, highest first; ties are in the order of their IDs.</summary>
    /// <param name="until">The last of the seven days.</param>
    /// <param name="today">The day on which the list is shown, which its reasons call "today".</param>
    /// <param name="take">The maximum number of papers.</param>
    public async Task<IReadOnlyList<TrendingPaper>> RankAsync(DateOnly until, DateOnly today, int take, CancellationToken cancellationToken)
    {
        var candidates = await ReadAsync(until, cancellationToken);
        var best = candidates
            .OrderByDescending(candidate => TrendingScore.Compute(candidate.Signals))
            .ThenBy(candidate => candidate.PaperId, StringComparer.Ordinal)
            .Take(take)
            .ToDictionary(candidate => candidate.PaperId, candidate => candidate.Signals);
        var shown = await papers.GetAsync([.. best.Keys], cancellationToken);
        return [.. shown.Select(paper => new TrendingPaper(paper, TrendingReason.Describe(best[paper.PaperId.Value], today)))];
    }

    private async Task<List<(string PaperId, TrendingSignals Signals)>> ReadAsync(DateOnly until, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(ReadCandidates);
        command.Parameters.Add(new() { Value = DateOnly.FromDayNumber(Math.Max(0, until.DayNumber - Days + 1)) });
        command.Parameters.Add(new() { Value = until });
        command.Parameters.Add(new() { Value = MaxPapers });
        var candidates = new List<(string, TrendingSignals)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            candidates.Add((reader.GetString(0), new()
            {
                Day = reader.GetFieldValue<DateOnly>(1),
                ListPosition = reader.IsDBNull(2) ? null : reader.GetInt32(2),
                Code = (CodeState)reader.GetInt32(3),
                Upvotes = reader.IsDBNull(4) ? null : reader.GetInt32(4),
            }));
        }

        return candidates;
    }
}

/// <param name="Reason">Why it is ranked where it is, as a short phrase.</param>
public sealed record TrendingPaper(ShownPaper Paper, string Reason);
