using Npgsql;
using NpgsqlTypes;
using Papers.Contracts.Ingest;
using Papers.Ingest.Merge;

namespace Papers.Ingest.Catalogue;

/// <summary>Writes what leads to papers, and which of them may be one.</summary>
internal static class SaveLeads
{
    private const string InsertTitles = """
        INSERT INTO paper_titles (title_key, paper_id)
        SELECT title_key, paper_id
          FROM unnest($1::text[], $2::text[]) AS title (title_key, paper_id)
        ON CONFLICT DO NOTHING
        """;

    private const string InsertDois = """
        INSERT INTO paper_dois (doi, paper_id)
        SELECT doi, paper_id
          FROM unnest($1::text[], $2::text[]) AS paper_doi (doi, paper_id)
        ON CONFLICT DO NOTHING
        """;

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

    public static IEnumerable<NpgsqlBatchCommand> Commands(IReadOnlyList<KnownPaper> papers, IReadOnlyList<PaperTwins> twins, DateTimeOffset now)
    {
        var titles = papers.SelectMany(paper => paper.NewTitleKeys, (paper, key) => (Key: key, paper.PaperId)).OrderBy(title => title).ToList();
        if (titles.Count > 0)
        {
            yield return new(InsertTitles) { Parameters = { Columns.Texts(titles.Select(title => title.Key)), Columns.Texts(titles.Select(title => title.PaperId)) } };
        }

        var dois = papers.SelectMany(paper => paper.NewDois, (paper, doi) => (Doi: doi, paper.PaperId)).OrderBy(doi => doi).ToList();
        if (dois.Count > 0)
        {
            yield return new(InsertDois) { Parameters = { Columns.Texts(dois.Select(doi => doi.Doi)), Columns.Texts(dois.Select(doi => doi.PaperId)) } };
        }

        var merged = papers.Where(paper => paper.Withdrawal?.Reason == WithdrawalReason.Merged).Select(paper => paper.PaperId).ToList();
        if (merged.Count > 0)
        {
            yield return new(DeleteTwins) { Parameters = { Columns.Texts(merged) } };
        }

        if (twins.Count > 0)
        {
            yield return new(InsertTwins)
            {
                Parameters =
                {
                    Columns.Texts(twins.Select(pair => pair.One)),
                    Columns.Texts(twins.Select(pair => pair.Other)),
                    Columns.Texts(twins.Select(pair => $"{pair.Suspicion}")),
                    new() { Value = now },
                },
            };
        }
    }
}
