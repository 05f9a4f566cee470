using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Papers.Ingest.Merge;

namespace Papers.Ingest.Catalogue;

/// <summary>Writes what a batch made of the papers, a statement a table. A list of names is sent as one text, since an array holds no arrays of unequal length.</summary>
internal static class SavePapers
{
    // Control characters never get past the readers, so none stands in a name.
    private const char Separator = '\u001F';

    private const string UpsertPapers = """
        INSERT INTO papers (paper_id, revision, arxiv_id, doi, title, abstract, authors, categories, comment, published_at, day, day_is_known,
                            list_position, first_seen_at, changed_at)
        SELECT paper_id, revision, arxiv_id, doi, title, abstract, string_to_array(authors, chr(31)), string_to_array(categories, chr(31)),
               comment, published_at, day, day_is_known, list_position, first_seen_at, $15
          FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                      $10::timestamptz[], $11::date[], $12::boolean[], $13::int[], $14::timestamptz[])
               AS paper (paper_id, revision, arxiv_id, doi, title, abstract, authors, categories, comment, published_at, day, day_is_known,
                         list_position, first_seen_at)
        ON CONFLICT (paper_id) DO UPDATE
           SET revision = excluded.revision, arxiv_id = excluded.arxiv_id, doi = excluded.doi, title = excluded.title,
               abstract = excluded.abstract, authors = excluded.authors, categories = excluded.categories, comment = excluded.comment,
               published_at = excluded.published_at, day = excluded.day, day_is_known = excluded.day_is_known,
               list_position = excluded.list_position, changed_at = excluded.changed_at
         WHERE papers.revision < excluded.revision
        """;

    private const string UpsertSourceRecords = """
        INSERT INTO source_records (paper_id, source, digest, superseded, said, said_at)
        SELECT paper_id, source, digest, string_to_array(superseded, ',')::uuid[], said, $6
          FROM unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::jsonb[]) AS record (paper_id, source, digest, superseded, said)
        ON CONFLICT (paper_id, source) DO UPDATE
           SET digest = excluded.digest, superseded = excluded.superseded, said = excluded.said, said_at = excluded.said_at
        """;

    private const string InsertTitles = """
        INSERT INTO paper_titles (title_key, paper_id)
        SELECT title_key, paper_id
          FROM unnest($1::text[], $2::text[]) AS title (title_key, paper_id)
        ON CONFLICT DO NOTHING
        """;

    private const string InsertHistory = """
        INSERT INTO paper_history (paper_id, revision, changed, was, replaced_at)
        SELECT paper_id, revision, string_to_array(changed, ','), was, $5
          FROM unnest($1::text[], $2::int[], $3::text[], $4::jsonb[]) AS history (paper_id, revision, changed, was)
        """;

    /// <param name="papers">In the order of their identifiers.</param>
    public static async Task SaveAsync(
        NpgsqlConnection connection,
        IReadOnlyList<KnownPaper> papers,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        var revised = papers.Where(paper => paper.IsRevised).Select(paper => paper.Canonical!).ToList(); // revised papers have one
        if (revised.Count > 0)
        {
            batch.BatchCommands.Add(Papers(revised, now));
        }

        batch.BatchCommands.Add(SourceRecords(papers, now));
        var titles = papers.SelectMany(paper => paper.NewTitleKeys, (paper, key) => (Key: key, paper.PaperId)).OrderBy(title => title.Key).ToList();
        if (titles.Count > 0)
        {
            batch.BatchCommands.Add(new(InsertTitles)
            {
                Parameters = { Texts(titles.Select(title => title.Key)), Texts(titles.Select(title => title.PaperId)) },
            });
        }

        var changes = papers.SelectMany(paper => paper.Changes).ToList();
        if (changes.Count > 0)
        {
            batch.BatchCommands.Add(History(changes, now));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand Papers(List<CanonicalPaper> papers, DateTimeOffset now) => new(UpsertPapers)
    {
        Parameters =
        {
            Texts(papers.Select(paper => paper.PaperId)),
            Array(papers.Select(paper => paper.Revision), NpgsqlDbType.Integer),
            Texts(papers.Select(paper => paper.ArxivId)),
            Texts(papers.Select(paper => paper.Doi)),
            Texts(papers.Select(paper => paper.Title)),
            Texts(papers.Select(paper => paper.Abstract)),
            Texts(papers.Select(paper => string.Join(Separator, paper.Authors))),
            Texts(papers.Select(paper => string.Join(Separator, paper.Categories))),
            Texts(papers.Select(paper => paper.Comment)),
            Array(papers.Select(paper => paper.PublishedAt?.ToUniversalTime()), NpgsqlDbType.TimestampTz),
            Array(papers.Select(paper => paper.Day), NpgsqlDbType.Date),
            Array(papers.Select(paper => paper.DayIsKnown), NpgsqlDbType.Boolean),
            Array(papers.Select(paper => paper.ListPosition), NpgsqlDbType.Integer),
            Array(papers.Select(paper => paper.FirstSeenAt), NpgsqlDbType.TimestampTz),
            new() { Value = now },
        },
    };

    private static NpgsqlBatchCommand SourceRecords(IReadOnlyList<KnownPaper> papers, DateTimeOffset now)
    {
        var statements = papers
            .SelectMany(paper => paper.ChangedSources.Order(StringComparer.Ordinal), (paper, source) => (paper.PaperId, Statement: paper.Statements[source]))
            .ToList();
        return new(UpsertSourceRecords)
        {
            Parameters =
            {
                Texts(statements.Select(said => said.PaperId)),
                Texts(statements.Select(said => said.Statement.Source)),
                Array(statements.Select(said => said.Statement.Digest), NpgsqlDbType.Uuid),
                Texts(statements.Select(said => string.Join(',', said.Statement.Superseded))),
                Array(statements.Select(said => said.Statement.Said!.Json), NpgsqlDbType.Jsonb), // what was changed was loaded or is new
                new() { Value = now },
            },
        };
    }

    private static NpgsqlBatchCommand History(List<PaperChange> changes, DateTimeOffset now) => new(InsertHistory)
    {
        Parameters =
        {
            Texts(changes.Select(change => change.Before.PaperId)),
            Array(changes.Select(change => change.Before.Revision), NpgsqlDbType.Integer),
            Texts(changes.Select(change => string.Join(',', change.Fields))),
            Array(changes.Select(change => JsonSerializer.Serialize(change.Before, SourceRecordJson.Default.CanonicalPaper)), NpgsqlDbType.Jsonb),
            new() { Value = now },
        },
    };

    private static NpgsqlParameter Texts(IEnumerable<string?> values) => Array(values, NpgsqlDbType.Text);

    private static NpgsqlParameter Array<T>(IEnumerable<T> values, NpgsqlDbType type) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };
}
