using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Ingest.Merge;
using Papers.Ingest.Postgres;

namespace Papers.Ingest.Duplicates;

/// <summary>The statements that save the duplicates that a batch found.</summary>
internal static class DuplicateCommands
{
    private const string InsertTwins = """
        INSERT INTO twins (one, other, suspicion, since)
        SELECT one, other, suspicion, $4
          FROM unnest($1::text[], $2::text[], $3::text[]) AS pair (one, other, suspicion)
        ON CONFLICT DO NOTHING
        """;

    private const string DeleteTwins = """
        DELETE FROM twins
         WHERE one = ANY($1)
            OR other = ANY($1)
        """;

    public static IEnumerable<NpgsqlBatchCommand> Of(IReadOnlyList<KnownPaper> papers, IReadOnlyList<PaperTwins> twins, DateTimeOffset now)
    {
        var merged = papers.Where(paper => paper.Withdrawal?.Reason == WithdrawalReason.Merged).Select(paper => paper.PaperId).ToList();
        if (merged.Count > 0)
        {
            yield return new(DeleteTwins) { Parameters = { SqlParameters.Texts(merged) } };
        }

        if (twins.Count > 0)
        {
            yield return new(InsertTwins)
            {
                Parameters =
                {
                    SqlParameters.Texts(twins.Select(pair => pair.One)),
                    SqlParameters.Texts(twins.Select(pair => pair.Other)),
                    SqlParameters.Texts(twins.Select(pair => $"{pair.Suspicion}")),
                    new() { Value = now },
                },
            };
        }
    }
}
