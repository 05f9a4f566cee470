using System.Text.Json;
using Npgsql;
using Papers.Contracts;
using Papers.Contracts.Ingest;

namespace Papers.Web.ReadModel;

internal sealed class PaperStore(NpgsqlDataSource db)
{
    // Rows are in the order of their keys, so that concurrent batches with the same papers cannot deadlock.
    private const string Upsert = """
        INSERT INTO papers (paper_id, revision, title, abstract, authors, categories, arxiv_id, doi, comment, published_at, day, day_is_known,
                            first_seen_at, list_position, source_title, source_abstract, featured)
        SELECT paper_id, revision, title, abstract, string_to_array(authors, E'\n'), string_to_array(categories, E'\n'), arxiv_id, doi, comment,
               published_at, day, day_is_known, first_seen_at, list_position, source_title, source_abstract, featured
          FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                      $10::timestamptz[], $11::date[], $12::boolean[], $13::timestamptz[], $14::int[], $15::text[], $16::text[], $17::json[])
            AS new (paper_id, revision, title, abstract, authors, categories, arxiv_id, doi, comment, published_at, day, day_is_known,
                    first_seen_at, list_position, source_title, source_abstract, featured)
         ORDER BY paper_id
        ON CONFLICT (paper_id) DO UPDATE
           SET revision = excluded.revision, title = excluded.title, abstract = excluded.abstract, authors = excluded.authors,
               categories = excluded.categories, arxiv_id = excluded.arxiv_id, doi = excluded.doi, comment = excluded.comment,
               published_at = excluded.published_at, day = excluded.day, day_is_known = excluded.day_is_known,
               first_seen_at = excluded.first_seen_at, list_position = excluded.list_position,
               source_title = excluded.source_title, source_abstract = excluded.source_abstract, featured = excluded.featured,
               withdrawn = NULL, merged_into = NULL, changed_in = excluded.changed_in
         WHERE papers.revision < excluded.revision
        """;

    /// <returns>The number of papers that were new or newer.</returns>
    public async Task<int> SaveAsync(IReadOnlyList<IngestedPaper> papers, CancellationToken cancellationToken)
    {
        var newest = papers.GroupBy(paper => paper.PaperId).Select(same => same.MaxBy(paper => paper.Revision)!).ToArray(); // a group is never empty
        await using var command = db.CreateCommand(Upsert);
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.PaperId.Value) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.Revision) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.Title) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.Abstract) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => LineSeparated.Join(paper.Authors)) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => LineSeparated.Join(paper.Categories)) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.ArxivId) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.Doi) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.Comment) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.PublishedAt?.ToUniversalTime()) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.Day) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.DayIsKnown) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.FirstSeenAt.ToUniversalTime()) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.ListPosition) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.SourceTitle) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.SourceAbstract) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, Featured) });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string? Featured(IngestedPaper paper) =>
        paper.Featured is { } featured ? JsonSerializer.Serialize(featured, EventJson.Default.Featured) : null;
}
