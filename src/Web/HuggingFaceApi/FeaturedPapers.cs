using Npgsql;
using Papers.Web.Daily;
using Papers.Web.ReadModel;

namespace Papers.Web.HuggingFaceApi;

/// <summary>Reads the papers of a span of days in the order that a client requests.</summary>
internal sealed class FeaturedPapers(NpgsqlDataSource db, PaperReader papers)
{
    // $3 is the account that submitted it; null for any.
    private const string ByUpvotes = """
        SELECT p.paper_id
          FROM papers p
         WHERE p.day BETWEEN $1 AND $2
           AND ($3::text IS NULL OR p.featured -> 'submittedBy' ->> 'name' = $3)
         ORDER BY (SELECT max(o.upvotes) FROM observations o WHERE o.paper_id = p.paper_id) DESC NULLS LAST, p.list_position, p.paper_id
        OFFSET $4
         LIMIT $5
        """;

    private const string ByDay = """
        SELECT p.paper_id
          FROM papers p
         WHERE p.day BETWEEN $1 AND $2
           AND ($3::text IS NULL OR p.featured -> 'submittedBy' ->> 'name' = $3)
         ORDER BY p.day DESC, p.list_position, p.paper_id
        OFFSET $4
         LIMIT $5
        """;

    /// <summary>Most upvotes first.</summary>
    public Task<IReadOnlyList<ShownPaper>> ByUpvotesAsync(DaySpan span, string? submitter, int skip, int take, CancellationToken cancellationToken) =>
        ReadAsync(ByUpvotes, span.First, span.Last, submitter, skip, take, cancellationToken);

    /// <summary>Latest day first; each day in the order of its list.</summary>
    public Task<IReadOnlyList<ShownPaper>> ByDayAsync(
        DateOnly first,
        DateOnly last,
        string? submitter,
        int skip,
        int take,
        CancellationToken cancellationToken) => ReadAsync(ByDay, first, last, submitter, skip, take, cancellationToken);

    private async Task<IReadOnlyList<ShownPaper>> ReadAsync(
        string sql,
        DateOnly first,
        DateOnly last,
        string? submitter,
        int skip,
        int take,
        CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(sql);
        command.Parameters.Add(new() { Value = first });
        command.Parameters.Add(new() { Value = last });
        command.Parameters.Add(new() { Value = (object?)submitter ?? DBNull.Value });
        command.Parameters.Add(new() { Value = skip });
        command.Parameters.Add(new() { Value = take });
        var ids = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                ids.Add(reader.GetString(0));
            }
        }

        return await papers.GetAsync([.. ids], cancellationToken);
    }
}
