using Npgsql;
using NpgsqlTypes;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Ingest.Postgres;
using Papers.Ingest.Records;

namespace Papers.Ingest.Catalogue;

/// <summary>What one source counted of one paper.</summary>
internal sealed record SourceObservation(string PaperId, string Source, ObservedCounts Counts);

/// <summary>The latest counts of each source and paper (table observed_counts).</summary>
internal static class Observations
{
    /// <summary>The approximate size of an observation as JSON, in bytes.</summary>
    public const int Bytes = 250;

    // An older sighting changes nothing, a later one that counts the same only its time. All parts see the table as it was before.
    private const string Upsert = """
        WITH incoming AS (
            SELECT DISTINCT ON (paper_id, source) paper_id, source, observed_at, upvotes, github_stars, comments
              FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::int[], $5::int[], $6::int[])
                   AS observation (paper_id, source, observed_at, upvotes, github_stars, comments)
             ORDER BY paper_id, source, observed_at DESC, upvotes DESC, github_stars DESC, comments DESC
        ),
        saved AS (
            INSERT INTO observed_counts (paper_id, source, observed_at, upvotes, github_stars, comments)
            SELECT paper_id, source, observed_at, upvotes, github_stars, comments
              FROM incoming
            ON CONFLICT (paper_id, source) DO UPDATE
               SET observed_at = excluded.observed_at, upvotes = excluded.upvotes, github_stars = excluded.github_stars, comments = excluded.comments
             WHERE observed_counts.observed_at < excluded.observed_at
            RETURNING paper_id, source
        )
        SELECT paper_id, source, incoming.observed_at, incoming.upvotes, incoming.github_stars, incoming.comments
          FROM saved
          JOIN incoming USING (paper_id, source)
          LEFT JOIN observed_counts AS before USING (paper_id, source)
         WHERE (before.upvotes, before.github_stars, before.comments) IS DISTINCT FROM (incoming.upvotes, incoming.github_stars, incoming.comments)
         ORDER BY paper_id, source
        """;

    private const string Take = """
        DELETE FROM observed_counts
         WHERE paper_id = ANY($1)
        RETURNING paper_id, source, observed_at, upvotes, github_stars, comments
        """;

    private const string ReadMany = """
        SELECT paper_id, source, observed_at, upvotes, github_stars, comments
          FROM observed_counts
         WHERE paper_id = ANY($1)
         ORDER BY paper_id, source
        """;

    public static Task<List<PaperObservation>> ReadAsync(NpgsqlConnection connection, IEnumerable<string> paperIds, CancellationToken cancellationToken) =>
        ReadAsync(connection, ReadMany, paperIds, cancellationToken);

    /// <summary>Removes and returns the counts of papers that were merged into others.</summary>
    public static Task<List<PaperObservation>> TakeAsync(NpgsqlConnection connection, IEnumerable<string> paperIds, CancellationToken cancellationToken) =>
        ReadAsync(connection, Take, paperIds, cancellationToken);

    /// <returns>The observations whose counts differ from the previous ones.</returns>
    public static async Task<List<PaperObservation>> SaveAsync(
        NpgsqlConnection connection,
        IReadOnlyList<SourceObservation> observations,
        CancellationToken cancellationToken)
    {
        var changed = new List<PaperObservation>();
        if (observations.Count == 0)
        {
            return changed;
        }

        await using var command = new NpgsqlCommand(Upsert, connection)
        {
            Parameters =
            {
                SqlParameters.Texts(observations.Select(observation => observation.PaperId)),
                SqlParameters.Texts(observations.Select(observation => observation.Source)),
                SqlParameters.Column(observations.Select(observation => observation.Counts.ObservedAt.ToUniversalTime()), NpgsqlDbType.TimestampTz),
                SqlParameters.Column(observations.Select(observation => observation.Counts.Upvotes), NpgsqlDbType.Integer),
                SqlParameters.Column(observations.Select(observation => observation.Counts.GithubStars), NpgsqlDbType.Integer),
                SqlParameters.Column(observations.Select(observation => observation.Counts.Comments), NpgsqlDbType.Integer),
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            changed.Add(Read(reader));
        }

        return changed;
    }

    private static async Task<List<PaperObservation>> ReadAsync(
        NpgsqlConnection connection,
        string sql,
        IEnumerable<string> paperIds,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { SqlParameters.Texts(paperIds) } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var observations = new List<PaperObservation>();
        while (await reader.ReadAsync(cancellationToken))
        {
            observations.Add(Read(reader));
        }

        return observations;
    }

    /// <summary>From the columns paper_id, source, observed_at, upvotes, github_stars and comments.</summary>
    public static PaperObservation Read(NpgsqlDataReader reader) => new()
    {
        PaperId = new(reader.GetString(0)),
        Source = reader.GetString(1),
        ObservedAt = reader.GetFieldValue<DateTimeOffset>(2),
        Upvotes = reader.IsDBNull(3) ? null : reader.GetInt32(3),
        GithubStars = reader.IsDBNull(4) ? null : reader.GetInt32(4),
        Comments = reader.IsDBNull(5) ? null : reader.GetInt32(5),
    };
}
