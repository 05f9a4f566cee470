using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Merge;
using Papers.Ingest.Postgres;

namespace Papers.Ingest.Catalogue;

/// <summary>The SQL statements that save new title keys and DOIs of papers.</summary>
internal static class LookupKeyCommands
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

    public static IEnumerable<NpgsqlBatchCommand> Commands(IReadOnlyList<KnownPaper> papers)
    {
        var titles = papers.SelectMany(paper => paper.NewTitleKeys, (paper, key) => (Key: key, paper.PaperId)).OrderBy(title => title).ToList();
        if (titles.Count > 0)
        {
            yield return new(InsertTitles) { Parameters = { SqlParameters.Texts(titles.Select(title => title.Key)), SqlParameters.Texts(titles.Select(title => title.PaperId)) } };
        }

        var dois = papers.SelectMany(paper => paper.NewDois, (paper, doi) => (Doi: doi, paper.PaperId)).OrderBy(doi => doi).ToList();
        if (dois.Count > 0)
        {
            yield return new(InsertDois) { Parameters = { SqlParameters.Texts(dois.Select(doi => doi.Doi)), SqlParameters.Texts(dois.Select(doi => doi.PaperId)) } };
        }
    }
}
