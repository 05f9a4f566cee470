using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Ingest.Merge;
using Papers.Ingest.Postgres;

namespace Papers.Ingest.Duplicates;

/// <summary>The statements that save the duplicates that a batch found.</summary>
internal static class DuplicateCommands
{
    private const string InsertDuplicates = """
        INSERT INTO suspected_duplicates (one, other, suspicion, since)
        SELECT one, other, suspicion, $4
          FROM unnest($1::text[], $2::text[], $3::text[]) AS pair (one, other, suspicion)
        ON CONFLICT DO NOTHING
        """;

    private const string DeleteDuplicates = """
        DELETE FROM suspected_duplicates
         WHERE one = ANY($1)
            OR other = ANY($1)
        """;

    public static IEnumerable<NpgsqlBatchCommand> Of(IReadOnlyList<KnownPaper> papers, IReadOnlyList<SuspectedDuplicate> duplicates, DateTimeOffset now)
    {
        var merged = papers.Where(paper => paper.Withdrawal?.Reason == WithdrawalReason.Merged).Select(paper => paper.PaperId).ToList();
        if (merged.Count > 0)
        {
            yield return new(DeleteDuplicates) { Parameters = { SqlParameters.Texts(merged) } };
        }

        if (duplicates.Count > 0)
        {
            yield return new(InsertDuplicates)
            {
                Parameters =
                {
                    SqlParameters.Texts(duplicates.Select(pair => pair.One)),
                    SqlParameters.Texts(duplicates.Select(pair => pair.Other)),
                    SqlParameters.Texts(duplicates.Select(pair => $"{pair.Suspicion}")),
                    new() { Value = now },
                },
            };
        }
    }
}
