using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Papers.Contracts;
using Papers.Ingest.Duplicates;
using Papers.Ingest.Merge;
using Papers.Ingest.Postgres;

namespace Papers.Ingest.Catalogue;

/// <summary>
/// Writes the papers of a batch, one SQL statement per table. A list of names is sent as one text, because a Postgres array cannot hold arrays of
/// unequal length.
/// </summary>
internal static class SavePaperRows
{
    // Safe as a separator: readers remove control characters from names.
    private const char Separator = '\u001F';

    private const string UpsertPapers = """
        INSERT INTO papers (paper_id, revision, arxiv_id, doi, title, source_title, abstract, source_abstract, authors, categories, comment,
                            published_at, day, day_is_known, list_position, featured, first_seen_at, withdrawal, merged_into, withdrawn_at, changed_at)
        SELECT paper_id, revision, arxiv_id, doi, title, source_title, abstract, source_abstract, string_to_array(authors, chr(31)),
               string_to_array(categories, chr(31)), comment, published_at, day, day_is_known, list_position, featured, first_seen_at,
               withdrawal, merged_into, withdrawn_at, $21
          FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
                      $11::text[], $12::timestamptz[], $13::date[], $14::boolean[], $15::int[], $16::jsonb[], $17::timestamptz[], $18::text[],
                      $19::text[], $20::timestamptz[])
               AS paper (paper_id, revision, arxiv_id, doi, title, source_title, abstract, source_abstract, authors, categories, comment,
                         published_at, day, day_is_known, list_position, featured, first_seen_at, withdrawal, merged_into, withdrawn_at)
        ON CONFLICT (paper_id) DO UPDATE
           SET revision = excluded.revision, arxiv_id = excluded.arxiv_id, doi = excluded.doi, title = excluded.title,
               source_title = excluded.source_title, abstract = excluded.abstract, source_abstract = excluded.source_abstract,
               authors = excluded.authors, categories = excluded.categories, comment = excluded.comment, published_at = excluded.published_at,
               day = excluded.day, day_is_known = excluded.day_is_known, list_position = excluded.list_position, featured = excluded.featured,
               first_seen_at = excluded.first_seen_at, withdrawal = excluded.withdrawal, merged_into = excluded.merged_into,
               withdrawn_at = excluded.withdrawn_at, changed_at = excluded.changed_at
         WHERE papers.revision < excluded.revision
        """;

    private const string InsertHistory = """
        INSERT INTO paper_history (paper_id, revision, changed, previous, replaced_at)
        SELECT paper_id, revision, string_to_array(changed, ','), previous, $5
          FROM unnest($1::text[], $2::int[], $3::text[], $4::jsonb[]) AS history (paper_id, revision, changed, previous)
        """;

    /// <param name="papers">In the order of their identifiers.</param>
    public static async Task SaveAsync(
        NpgsqlConnection connection,
        IReadOnlyList<KnownPaper> papers,
        IReadOnlyList<SuspectedDuplicate> twins,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);

        // Papers that give up an arXiv id come before those that get it: the index of living papers' arXiv ids is checked row by row.
        var revised = papers.Where(paper => paper.IsRevised).OrderBy(paper => paper is { IsLive: true, Canonical.ArxivId: not null }).ToList();
        var upsert = revised.Count > 0 ? Papers(revised, now) : null;
        if (upsert is not null)
        {
            batch.BatchCommands.Add(upsert);
        }

        foreach (var command in StatementCommands.Commands(papers, now).Concat(LookupKeyCommands.Commands(papers)).Concat(DuplicateCommands.Of(papers, twins, now)))
        {
            batch.BatchCommands.Add(command);
        }

        var changes = papers.SelectMany(paper => paper.Changes).ToList();
        if (changes.Count > 0)
        {
            batch.BatchCommands.Add(History(changes, now));
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        if (upsert is not null && upsert.RecordsAffected != revised.Count)
        {
            throw new InvalidOperationException($"Of {revised.Count} papers {upsert.RecordsAffected} were saved: one of them has an id or revision that is stored already.");
        }
    }

    private static NpgsqlBatchCommand Papers(List<KnownPaper> revised, DateTimeOffset now)
    {
        var papers = revised.ConvertAll(paper => paper.Canonical!); // revised papers have one
        return new(UpsertPapers)
        {
            Parameters =
            {
                SqlParameters.Texts(papers.Select(paper => paper.PaperId)),
                SqlParameters.Column(papers.Select(paper => paper.Revision), NpgsqlDbType.Integer),
                SqlParameters.Texts(papers.Select(paper => paper.ArxivId)),
                SqlParameters.Texts(papers.Select(paper => paper.Doi)),
                SqlParameters.Texts(papers.Select(paper => paper.Title)),
                SqlParameters.Texts(papers.Select(paper => paper.SourceTitle)),
                SqlParameters.Texts(papers.Select(paper => paper.Abstract)),
                SqlParameters.Texts(papers.Select(paper => paper.SourceAbstract)),
                SqlParameters.Texts(papers.Select(paper => string.Join(Separator, paper.Authors))),
                SqlParameters.Texts(papers.Select(paper => string.Join(Separator, paper.Categories))),
                SqlParameters.Texts(papers.Select(paper => paper.Comment)),
                SqlParameters.Column(papers.Select(paper => paper.PublishedAt?.ToUniversalTime()), NpgsqlDbType.TimestampTz),
                SqlParameters.Column(papers.Select(paper => paper.Day), NpgsqlDbType.Date),
                SqlParameters.Column(papers.Select(paper => paper.DayIsKnown), NpgsqlDbType.Boolean),
                SqlParameters.Column(papers.Select(paper => paper.ListPosition), NpgsqlDbType.Integer),
                SqlParameters.Column(papers.Select(paper => paper.Featured is null ? null : JsonSerializer.Serialize(paper.Featured, EventJson.Default.Featured)), NpgsqlDbType.Jsonb),
                SqlParameters.Column(papers.Select(paper => paper.FirstSeenAt.ToUniversalTime()), NpgsqlDbType.TimestampTz),
                SqlParameters.Texts(revised.Select(paper => paper.Withdrawal is null ? null : $"{paper.Withdrawal.Reason}")),
                SqlParameters.Texts(revised.Select(paper => paper.Withdrawal?.MergedInto)),
                SqlParameters.Column(revised.Select(paper => paper.Withdrawal?.At), NpgsqlDbType.TimestampTz),
                new() { Value = now },
            },
        };
    }

    private static NpgsqlBatchCommand History(List<PaperChange> changes, DateTimeOffset now) => new(InsertHistory)
    {
        Parameters =
        {
            SqlParameters.Texts(changes.Select(change => change.Before.PaperId)),
            SqlParameters.Column(changes.Select(change => change.Before.Revision), NpgsqlDbType.Integer),
            SqlParameters.Texts(changes.Select(change => string.Join(',', change.Fields))),
            SqlParameters.Column(changes.Select(change => JsonSerializer.Serialize(change.Before, CanonicalPaperJson.Default.CanonicalPaper)), NpgsqlDbType.Jsonb),
            new() { Value = now },
        },
    };
}
