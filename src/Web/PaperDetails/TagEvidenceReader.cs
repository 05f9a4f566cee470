using System.Text.Json;
using Npgsql;
using Papers.Contracts;
using Papers.Contracts.Tagging;

namespace Papers.Web.PaperDetails;

/// <summary>Reads why a paper has its tags.</summary>
public sealed class TagEvidenceReader(NpgsqlDataSource db)
{
    private const string ReadEvidence = """
        SELECT slugs, evidence::text
          FROM paper_tags
         WHERE paper_id = $1
        """;

    /// <summary>The evidence by the tag's slug.</summary>
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

        using var lists = JsonDocument.Parse(reader.GetString(1));
        foreach (var (slug, list) in reader.GetFieldValue<string[]>(0).Zip(lists.RootElement.EnumerateArray()))
        {
            evidence[slug] = [.. list.EnumerateArray().Select(found => new TagEvidence(found[0].GetString() ?? "", found[1].GetString() ?? "", found[2].GetInt32()))];
        }

        return evidence;
    }
}
