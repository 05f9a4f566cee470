using Npgsql;
using Papers.Contracts.Ingest;

namespace Papers.Web.ReadModel;

internal sealed class ObservationStore(NpgsqlDataSource db)
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

    /// <returns>The number of observations that were newer than the stored ones.</returns>
    public async Task<int> SaveAsync(IReadOnlyList<PaperObservation> observations, CancellationToken cancellationToken)
    {
        var latest = observations.GroupBy(observation => (observation.PaperId, observation.Source)).Select(same => same.MaxBy(observation => observation.ObservedAt)!).ToArray(); // a group is never empty
        await using var command = db.CreateCommand(Upsert);
        command.Parameters.Add(new() { Value = Array.ConvertAll(latest, observation => observation.PaperId.Value) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(latest, observation => observation.Source) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(latest, observation => observation.ObservedAt.ToUniversalTime()) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(latest, observation => observation.Upvotes) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(latest, observation => observation.GithubStars) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(latest, observation => observation.Comments) });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
