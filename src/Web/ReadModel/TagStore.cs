using System.Collections.Concurrent;
using Npgsql;
using Papers.Contracts.Tagging;

namespace Papers.Web.ReadModel;

internal sealed class TagStore(NpgsqlDataSource db)
{
    private const string UpsertTags = """
        INSERT INTO paper_tags (paper_id, revision, model, curation, slugs, evidence)
        SELECT paper_id, revision, model, curation, string_to_array(slugs, E'\n'), evidence
          FROM unnest($1::text[], $2::int[], $3::int[], $4::int[], $5::text[], $6::json[])
            AS new (paper_id, revision, model, curation, slugs, evidence)
         ORDER BY paper_id
        ON CONFLICT (paper_id) DO UPDATE
           SET revision = excluded.revision, model = excluded.model, curation = excluded.curation, slugs = excluded.slugs,
               evidence = excluded.evidence
         WHERE (paper_tags.revision, paper_tags.model, paper_tags.curation) < (excluded.revision, excluded.model, excluded.curation)
        """;

    private const string UpsertNames = """
        INSERT INTO tags (slug, name, kind)
        SELECT slug, name, kind
          FROM unnest($1::text[], $2::text[], $3::text[]) AS new (slug, name, kind)
         ORDER BY slug
        ON CONFLICT (slug) DO UPDATE
           SET name = excluded.name, kind = excluded.kind
         WHERE (tags.name, tags.kind) <> (excluded.name, excluded.kind)
        """;

    // The tag names that this process has written, which need not be written again. There are a few thousand tags.
    private readonly ConcurrentDictionary<string, (string Name, TagKind Kind)> _written = new();

    /// <returns>The number of papers whose tags changed.</returns>
    public async Task<int> SaveAsync(IReadOnlyList<TaggedPaper> papers, CancellationToken cancellationToken)
    {
        var newest = papers.GroupBy(paper => paper.PaperId).Select(same => same.MaxBy(paper => FactOrder.KeyOf(paper.Version))!).ToArray(); // a group is never empty
        var changedNames = newest.SelectMany(paper => paper.Tags)
            .DistinctBy(tag => tag.Slug)
            .Where(tag => !_written.TryGetValue(tag.Slug, out var known) || known != (tag.Name, tag.Kind))
            .ToArray();

        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (changedNames.Length > 0)
        {
            await using var names = new NpgsqlCommand(UpsertNames, connection);
            names.Parameters.Add(new() { Value = Array.ConvertAll(changedNames, tag => tag.Slug) });
            names.Parameters.Add(new() { Value = Array.ConvertAll(changedNames, tag => tag.Name) });
            names.Parameters.Add(new() { Value = Array.ConvertAll(changedNames, tag => tag.Kind.ToString()) });
            await names.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var command = new NpgsqlCommand(UpsertTags, connection);
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.PaperId.Value) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.Version.Revision) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.Version.Model) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.Version.Curation) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => LineSeparated.Join(paper.Tags.Select(tag => tag.Slug))) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => TagEvidenceJson.Write(paper.Tags)) });
        var changed = await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        foreach (var tag in changedNames)
        {
            _written[tag.Slug] = (tag.Name, tag.Kind);
        }

        return changed;
    }
}
