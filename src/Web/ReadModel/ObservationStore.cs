using Npgsql;
using Papers.Contracts.Ingest;

namespace Papers.Web.ReadModel;

public sealed class ObservationStore(NpgsqlDataSource db)
{
    private const string Upsert = """
        INSERT INTO observations (paper_id, source, observed_at, upvotes, github_stars, comments)
        SELECT paper_id, source, observed_at, upvotes, github_stars, comments
          FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::int[], $5::int[], $6::int[])
            AS new (paper_id, source, observed_at, upvotes, github_stars, comments)
         ORDER BY paper_id, source
        ON CONFLICT (paper_id, source) DO UPDATE
           SET observed_at = excluded.observed_at, upvotes = excluded.upvotes, github_stars = excluded.github_stars, comments = excluded.comments
         WHERE observations.observed_at < excluded.observed_at
        """;

    /// <returns>How many papers were seen later at their source than was known.</returns>
    public async Task<int> SaveAsync(IReadOnlyList<PaperObservation> papers, CancellationToken cancellationToken)
    {
        var latest = papers.GroupBy(seen => (seen.PaperId, seen.Source)).Select(same => same.MaxBy(seen => seen.ObservedAt)!).ToArray(); // a group is never empty
        await using var command = db.CreateCommand(Upsert);
        command.Parameters.Add(new() { Value = Array.ConvertAll(latest, seen => seen.PaperId.Value) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(latest, seen => seen.Source) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(latest, seen => seen.ObservedAt.ToUniversalTime()) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(latest, seen => seen.Upvotes) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(latest, seen => seen.GithubStars) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(latest, seen => seen.Comments) });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
