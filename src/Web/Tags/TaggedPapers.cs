using Npgsql;
using Papers.Contracts.Tagging;
using Papers.Web.ReadModel;

namespace Papers.Web.Tags;

/// <summary>Reads tags with the number of their papers, and the papers of a tag.</summary>
internal sealed class TaggedPapers(NpgsqlDataSource db, PaperReader papers, TimeProvider time)
{
    private static readonly TimeSpan s_maxCountAge = TimeSpan.FromSeconds(30);

    private const string ReadCounts = """
        SELECT t.slug, t.name, t.kind, own.papers
          FROM (SELECT slug, count(*) AS papers
                  FROM paper_tags
                 CROSS JOIN unnest(slugs) AS slug
                 GROUP BY slug) own
          JOIN tags t USING (slug)
         ORDER BY t.kind, lower(t.name)
        """;

    private const string ReadTag = """
        SELECT t.slug, t.name, t.kind, (SELECT count(*) FROM paper_tags pt WHERE pt.slugs @> ARRAY[t.slug])
          FROM tags t
         WHERE t.slug = $1
        """;

    private const string ReadIds = """
        SELECT p.paper_id
          FROM papers p
          JOIN paper_tags pt USING (paper_id)
         WHERE pt.slugs @> ARRAY[$1::text]
         ORDER BY p.day DESC, p.list_position, p.paper_id
        OFFSET $2
         LIMIT $3
        """;

    private readonly SemaphoreSlim _counting = new(1, 1);
    private (IReadOnlyList<CountedTag> Tags, long At)? _counted;

    /// <summary>All tags with papers, and the number of their papers. Counting reads every paper, so the result is cached.</summary>
    public async Task<IReadOnlyList<CountedTag>> ReadAllAsync(CancellationToken cancellationToken)
    {
        await _counting.WaitAsync(cancellationToken);
        try
        {
            if (_counted is not { } counted || time.GetElapsedTime(counted.At) > s_maxCountAge)
            {
                _counted = counted = (await CountAsync(cancellationToken), time.GetTimestamp());
            }

            return counted.Tags;
        }
        finally
        {
            _counting.Release();
        }
    }

    /// <summary>A tag and one page of its papers, newest first; null where the tag is unknown.</summary>
    public async Task<(CountedTag Tag, IReadOnlyList<ShownPaper> Papers)?> FindAsync(string slug, int skip, int take, CancellationToken cancellationToken)
    {
        await using var findTag = db.CreateCommand(ReadTag);
        findTag.Parameters.Add(new() { Value = slug });
        CountedTag tag;
        await using (var reader = await findTag.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return null;
            }

            tag = Tag(reader);
        }

        await using var list = db.CreateCommand(ReadIds);
        list.Parameters.Add(new() { Value = slug });
        list.Parameters.Add(new() { Value = skip });
        list.Parameters.Add(new() { Value = take });
        var ids = new List<string>();
        await using (var reader = await list.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                ids.Add(reader.GetString(0));
            }
        }

        return (tag, await papers.GetAsync([.. ids], cancellationToken));
    }

    private async Task<IReadOnlyList<CountedTag>> CountAsync(CancellationToken cancellationToken)
    {
        var tags = new List<CountedTag>();
        await using var command = db.CreateCommand(ReadCounts);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            tags.Add(Tag(reader));
        }

        return tags;
    }

    private static CountedTag Tag(NpgsqlDataReader reader) =>
        new(reader.GetString(0), reader.GetString(1), Enum.Parse<TagKind>(reader.GetString(2)), reader.GetInt64(3));
}

public sealed record CountedTag(string Slug, string Name, TagKind Kind, long Papers);
