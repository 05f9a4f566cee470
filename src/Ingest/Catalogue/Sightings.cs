using Npgsql;
using NpgsqlTypes;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Ingest.Postgres;
using Papers.Ingest.Records;

namespace Papers.Ingest.Catalogue;

/// <summary>What one source counted of one paper.</summary>
internal sealed record Sighting(string PaperId, string Source, PaperSighting Seen);

/// <summary>What each source counted last of each paper.</summary>
internal static class Sightings
{
    /// <summary>About how long an observation is as JSON.</summary>
    public const int Bytes = 250;

    // An older sighting changes nothing, a later one that counts the same only its time. All parts see the table as it was before.
    private const string Upsert = """
        WITH said AS (
            SELECT DISTINCT ON (paper_id, source) paper_id, source, seen_at, upvotes, github_stars, comments
              FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::int[], $5::int[], $6::int[])
                   AS sighting (paper_id, source, seen_at, upvotes, github_stars, comments)
             ORDER BY paper_id, source, seen_at DESC, upvotes DESC, github_stars DESC, comments DESC
        ),
        saved AS (
            INSERT INTO sightings (paper_id, source, seen_at, upvotes, github_stars, comments)
            SELECT paper_id, source, seen_at, upvotes, github_stars, comments
              FROM said
            ON CONFLICT (paper_id, source) DO UPDATE
               SET seen_at = excluded.seen_at, upvotes = excluded.upvotes, github_stars = excluded.github_stars, comments = excluded.comments
             WHERE sightings.seen_at < excluded.seen_at
            RETURNING paper_id, source
        )
        SELECT paper_id, source, said.seen_at, said.upvotes, said.github_stars, said.comments
          FROM saved
          JOIN said USING (paper_id, source)
          LEFT JOIN sightings AS before USING (paper_id, source)
         WHERE (before.upvotes, before.github_stars, before.comments) IS DISTINCT FROM (said.upvotes, said.github_stars, said.comments)
         ORDER BY paper_id, source
        """;

    private const string Take = """
        DELETE FROM sightings
         WHERE paper_id = ANY($1)
        RETURNING paper_id, source, seen_at, upvotes, github_stars, comments
        """;

    private const string ReadMany = """
        SELECT paper_id, source, seen_at, upvotes, github_stars, comments
          FROM sightings
         WHERE paper_id = ANY($1)
         ORDER BY paper_id, source
        """;

    public static Task<List<PaperObservation>> ReadAsync(NpgsqlConnection connection, IEnumerable<string> paperIds, CancellationToken cancellationToken) =>
        ReadAsync(connection, ReadMany, paperIds, cancellationToken);

    /// <summary>Takes away what was counted of papers that are part of others now.</summary>
    public static Task<List<PaperObservation>> TakeAsync(NpgsqlConnection connection, IEnumerable<string> paperIds, CancellationToken cancellationToken) =>
        ReadAsync(connection, Take, paperIds, cancellationToken);

    /// <returns>The papers of which a source counts otherwise than before.</returns>
    public static async Task<List<PaperObservation>> SaveAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Sighting> sightings,
        CancellationToken cancellationToken)
    {
        var changed = new List<PaperObservation>();
        if (sightings.Count == 0)
        {
            return changed;
        }

        await using var command = new NpgsqlCommand(Upsert, connection)
        {
            Parameters =
            {
                SqlParameters.Texts(sightings.Select(sighting => sighting.PaperId)),
                SqlParameters.Texts(sightings.Select(sighting => sighting.Source)),
                SqlParameters.Column(sightings.Select(sighting => sighting.Seen.SeenAt.ToUniversalTime()), NpgsqlDbType.TimestampTz),
                SqlParameters.Column(sightings.Select(sighting => sighting.Seen.Upvotes), NpgsqlDbType.Integer),
                SqlParameters.Column(sightings.Select(sighting => sighting.Seen.GithubStars), NpgsqlDbType.Integer),
                SqlParameters.Column(sightings.Select(sighting => sighting.Seen.Comments), NpgsqlDbType.Integer),
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
        var sightings = new List<PaperObservation>();
        while (await reader.ReadAsync(cancellationToken))
        {
            sightings.Add(Read(reader));
        }

        return sightings;
    }

    /// <summary>From the columns paper_id, source, seen_at, upvotes, github_stars and comments.</summary>
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
