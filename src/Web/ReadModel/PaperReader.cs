using System.Text.Json;
using Npgsql;
using Papers.Contracts;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Tagging;

namespace Papers.Web.ReadModel;

/// <summary>Reads whole papers by ID, in the order of the IDs. Unknown and withdrawn papers are left out.</summary>
internal sealed class PaperReader(NpgsqlDataSource db)
{
    private const string ReadPapers = """
        SELECT p.paper_id, p.title, p.abstract, p.authors, p.arxiv_id, p.doi, p.comment, p.published_at, p.day, p.day_is_known,
               p.first_seen_at, p.list_position, coalesce(p.source_title, p.title), coalesce(p.source_abstract, p.abstract), p.featured::text
          FROM unnest($1::text[]) WITH ORDINALITY AS wanted (paper_id, place)
          JOIN papers p USING (paper_id)
         WHERE p.withdrawn IS NULL
         ORDER BY wanted.place
        """;

    // With several sources, the one with most upvotes.
    private const string ReadCounts = """
        SELECT paper_id, max(upvotes), max(github_stars), max(comments), (array_agg(source ORDER BY upvotes DESC NULLS LAST, source))[1], max(observed_at)
          FROM observations
         WHERE paper_id = ANY($1::text[])
         GROUP BY paper_id
        """;

    private const string ReadTags = """
        SELECT pt.paper_id, t.slug, t.name, t.kind
          FROM paper_tags pt
         CROSS JOIN unnest(pt.slugs) WITH ORDINALITY AS own (slug, place)
          JOIN tags t ON t.slug = own.slug
         WHERE pt.paper_id = ANY($1::text[])
         ORDER BY pt.paper_id, own.place
        """;

    private const string ReadLinks = """
        SELECT pl.paper_id, own.url, own.kind, v.verdict, v.status, v.reason, v.checked_at
          FROM paper_links pl
         CROSS JOIN unnest(pl.urls, pl.kinds) WITH ORDINALITY AS own (url, kind, place)
          LEFT JOIN link_verdicts v ON v.url_digest = sha256(convert_to(own.url, 'UTF8'))
         WHERE pl.paper_id = ANY($1::text[])
         ORDER BY pl.paper_id, own.place
        """;

    public async Task<ShownPaper?> FindAsync(PaperId paperId, CancellationToken cancellationToken) =>
        (await GetAsync([paperId.Value], cancellationToken)).FirstOrDefault();

    public async Task<IReadOnlyList<ShownPaper>> GetAsync(string[] paperIds, CancellationToken cancellationToken)
    {
        if (paperIds.Length == 0)
        {
            return [];
        }

        await using var batch = db.CreateBatch();
        foreach (var sql in new[] { ReadTags, ReadLinks, ReadCounts, ReadPapers })
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = paperIds } } });
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var tags = await ReadGroupsAsync(reader, Tag, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var links = await ReadGroupsAsync(reader, Link, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var counts = await ReadGroupsAsync(reader, Counts, cancellationToken);
        await reader.NextResultAsync(cancellationToken);

        var papers = new List<ShownPaper>(paperIds.Length);
        while (await reader.ReadAsync(cancellationToken))
        {
            var paper = Paper(reader);
            var (id, seen) = (paper.PaperId.Value, counts.GetValueOrDefault(paper.PaperId.Value, []).FirstOrDefault());
            papers.Add(paper with
            {
                Tags = tags.GetValueOrDefault(id, []),
                Links = FeaturedLinks.Merge(links.GetValueOrDefault(id, []), paper.Featured, seen?.GithubStars),
                Counts = seen,
            });
        }

        return papers;
    }

    private static async Task<Dictionary<string, List<T>>> ReadGroupsAsync<T>(
        NpgsqlDataReader reader,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken)
    {
        var groups = new Dictionary<string, List<T>>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var paperId = reader.GetString(0);
            if (!groups.TryGetValue(paperId, out var group))
            {
                groups[paperId] = group = [];
            }

            group.Add(read(reader));
        }

        return groups;
    }

    private static ShownPaper Paper(NpgsqlDataReader reader) => new()
    {
        PaperId = new(reader.GetString(0)),
        Title = reader.GetString(1),
        Abstract = reader.GetString(2),
        Authors = reader.GetFieldValue<string[]>(3),
        ArxivId = reader.IsDBNull(4) ? null : reader.GetString(4),
        Doi = reader.IsDBNull(5) ? null : reader.GetString(5),
        Comment = reader.IsDBNull(6) ? null : reader.GetString(6),
        PublishedAt = reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7),
        Day = reader.GetFieldValue<DateOnly>(8),
        DayIsKnown = reader.GetBoolean(9),
        FirstSeenAt = reader.GetFieldValue<DateTimeOffset>(10),
        ListPosition = reader.IsDBNull(11) ? null : reader.GetInt32(11),
        SourceTitle = reader.GetString(12),
        SourceAbstract = reader.GetString(13),
        Featured = reader.IsDBNull(14) ? null : JsonSerializer.Deserialize(reader.GetString(14), EventJson.Default.Featured),
    };

    private static ShownCounts Counts(NpgsqlDataReader reader) => new()
    {
        Upvotes = reader.IsDBNull(1) ? null : reader.GetInt32(1),
        GithubStars = reader.IsDBNull(2) ? null : reader.GetInt32(2),
        Comments = reader.IsDBNull(3) ? null : reader.GetInt32(3),
        Source = reader.GetString(4),
        ObservedAt = reader.GetFieldValue<DateTimeOffset>(5),
    };

    private static ShownTag Tag(NpgsqlDataReader reader) =>
        new(reader.GetString(1), reader.GetString(2), Enum.Parse<TagKind>(reader.GetString(3)));

    private static ShownLink Link(NpgsqlDataReader reader) => new()
    {
        Url = reader.GetString(1),
        Kind = Enum.Parse<LinkKind>(reader.GetString(2)),
        Verdict = reader.IsDBNull(3) ? null : Enum.Parse<LinkVerdict>(reader.GetString(3)),
        Status = reader.IsDBNull(4) ? null : reader.GetInt32(4),
        Reason = reader.IsDBNull(5) ? null : reader.GetString(5),
        CheckedAt = reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6),
    };
}
