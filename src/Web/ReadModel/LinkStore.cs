using Npgsql;
using Papers.Contracts.LinkCheck;

namespace Papers.Web.ReadModel;

internal sealed class LinkStore(NpgsqlDataSource db)
{
    private const string Upsert = """
        INSERT INTO paper_links (paper_id, revision, model, curation, urls, kinds)
        SELECT paper_id, revision, model, curation, string_to_array(urls, E'\n'), string_to_array(kinds, E'\n')
          FROM unnest($1::text[], $2::int[], $3::int[], $4::int[], $5::text[], $6::text[])
            AS new (paper_id, revision, model, curation, urls, kinds)
         ORDER BY paper_id
        ON CONFLICT (paper_id) DO UPDATE
           SET revision = excluded.revision, model = excluded.model, curation = excluded.curation, urls = excluded.urls, kinds = excluded.kinds
         WHERE (paper_links.revision, paper_links.model, paper_links.curation) < (excluded.revision, excluded.model, excluded.curation)
        """;

    /// <returns>The number of papers whose links changed.</returns>
    public async Task<int> SaveAsync(IReadOnlyList<PaperLinks> papers, CancellationToken cancellationToken)
    {
        var newest = papers.GroupBy(paper => paper.PaperId).Select(same => same.MaxBy(paper => FactOrder.KeyOf(paper.Version))!).ToArray(); // a group is never empty
        await using var command = db.CreateCommand(Upsert);
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.PaperId.Value) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.Version.Revision) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.Version.Model) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.Version.Curation) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => LineSeparated.Join(paper.Links.Select(link => link.Url))) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => LineSeparated.Join(paper.Links.Select(link => link.Kind.ToString()))) });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
