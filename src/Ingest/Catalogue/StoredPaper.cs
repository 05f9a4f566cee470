using System.Text.Json;
using Npgsql;
using Papers.Contracts;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Merge;

namespace Papers.Ingest.Catalogue;

/// <summary>Reads canonical papers from the database.</summary>
internal static class StoredPaper
{
    public const string ReadMany = $"""
        {Select}
         WHERE paper_id = ANY($1)
        """;

    /// <summary>The papers after an id, ordered by id.</summary>
    public const string ReadNext = $"""
        {Select}
         WHERE paper_id > $1
         ORDER BY paper_id
         LIMIT $2
        """;

    private const string Select = """
        SELECT paper_id, revision, arxiv_id, doi, title, source_title, abstract, source_abstract, authors, categories, comment, published_at, day,
               day_is_known, list_position, featured::text, first_seen_at, withdrawn_at, merged_into
          FROM papers
        """;

    public static (CanonicalPaper Paper, Withdrawal? Withdrawal) Read(NpgsqlDataReader reader)
    {
        var paper = new CanonicalPaper
        {
            PaperId = reader.GetString(0),
            Revision = reader.GetInt32(1),
            ArxivId = Text(2),
            Doi = Text(3),
            Title = reader.GetString(4),
            SourceTitle = Text(5),
            Abstract = reader.GetString(6),
            SourceAbstract = Text(7),
            Authors = reader.GetFieldValue<string[]>(8),
            Categories = reader.GetFieldValue<string[]>(9),
            Comment = Text(10),
            PublishedAt = reader.IsDBNull(11) ? null : reader.GetFieldValue<DateTimeOffset>(11),
            Day = reader.GetFieldValue<DateOnly>(12),
            DayIsKnown = reader.GetBoolean(13),
            ListPosition = reader.IsDBNull(14) ? null : reader.GetInt32(14),
            Featured = Text(15) is { } json ? JsonSerializer.Deserialize(json, EventJson.Default.Featured) : null,
            FirstSeenAt = reader.GetFieldValue<DateTimeOffset>(16),
        };
        return (paper, reader.IsDBNull(17) ? null : new(Text(18), reader.GetFieldValue<DateTimeOffset>(17)));

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}
