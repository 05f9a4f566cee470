using Npgsql;
using Papers.Contracts;
using Papers.Contracts.Tagging;
using Papers.Web.ReadModel;

namespace Papers.Web.PaperDetails;

internal sealed class TagEvidenceReader(NpgsqlDataSource db)
{
    private const string ReadEvidence = """
        SELECT slugs, evidence::text
          FROM paper_tags
         WHERE paper_id = $1
        """;

    /// <summary>The evidence of a paper's tags, by slug.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<TagEvidence>>> ReadAsync(PaperId paperId, CancellationToken cancellationToken)
    {
        var evidence = new Dictionary<string, IReadOnlyList<TagEvidence>>();
        await using var command = db.CreateCommand(ReadEvidence);
        command.Parameters.Add(new() { Value = paperId.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return evidence;
        }

        foreach (var (slug, found) in reader.GetFieldValue<string[]>(0).Zip(TagEvidenceJson.Read(reader.GetString(1))))
        {
            evidence[slug] = found;
        }

        return evidence;
    }
}
