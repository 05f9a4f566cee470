using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using Papers.Contracts;
using Papers.Contracts.Web;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Telemetry;
using Papers.Web.Trending;

namespace Papers.Web.Editions;

/// <summary>Ranks an edition and publishes it.</summary>
internal sealed partial class EditionPublisher(
    NpgsqlDataSource db,
    TrendingPapers trending,
    Outbox outbox,
    WebMetrics metrics,
    TimeProvider time,
    ILoggerFactory loggers)
{
    public const string Daily = "daily";

    private const int MaxAbstractLength = 5_000;
    private const int MaxLinks = 20;

    // The bytes of the event without its papers, at most.
    private const int EnvelopeBytes = 4 * 1024;

    private const string InsertEdition = """
        INSERT INTO editions (edition, date, ranked_at)
        VALUES ($1, $2, $3)
        ON CONFLICT (edition, date) DO NOTHING
        """;

    private const string UpsertEdition = """
        INSERT INTO editions (edition, date, ranked_at)
        VALUES ($1, $2, $3)
        ON CONFLICT (edition, date) DO UPDATE
           SET ranked_at = excluded.ranked_at
        """;

    private const string ReadDue = """
        SELECT i.installed_at, EXISTS (SELECT FROM editions e WHERE e.edition = $1 AND e.date = $2)
          FROM installation i
        """;

    private static readonly ActivitySource s_activities = new($"{TelemetryDefaults.SourcePrefix}Web.Editions");

    private readonly ILogger _logger = loggers.CreateLogger<EditionPublisher>();
    private readonly ILogger _operations = loggers.CreateOperationsLogger();

    /// <summary>Ranks and publishes the daily edition of a date now, whether or not it was published before.</summary>
    /// <returns>The number of its papers; an edition without papers is not published.</returns>
    public Task<int> PublishAsync(DateOnly date, CancellationToken cancellationToken) => PublishAsync(date, UpsertEdition, cancellationToken);

    /// <summary>Publishes the daily edition if it is due and no replica has published it.</summary>
    public async Task<int> PublishDueAsync(TimeSpan dailyAt, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (EditionDue.Daily(now, dailyAt, DateTimeOffset.MinValue) is not { } date)
        {
            return 0;
        }

        await using var read = db.CreateCommand(ReadDue);
        read.Parameters.Add(new() { Value = Daily });
        read.Parameters.Add(new() { Value = date });
        DateTimeOffset installedAt;
        await using (var reader = await read.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            if (reader.GetBoolean(1))
            {
                return 0;
            }

            installedAt = reader.GetFieldValue<DateTimeOffset>(0);
        }

        return EditionDue.Daily(now, dailyAt, installedAt) is null ? 0 : await PublishAsync(date, InsertEdition, cancellationToken);
    }

    private async Task<int> PublishAsync(DateOnly date, string insert, CancellationToken cancellationToken)
    {
        using var span = s_activities.StartActivity("rank edition");
        var ranked = await trending.RankAsync(date, today: date, TrendingPapers.MaxPapers, cancellationToken);
        var edition = new EditionRanked { Edition = Daily, Date = date, RankedAt = time.GetUtcNow(), Papers = FitToMessage(ranked) };
        if (edition.Papers.Count == 0)
        {
            span?.Discard();
            Log.Empty(_logger, date);
            return 0;
        }

        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(insert, connection)
        {
            Parameters = { new() { Value = edition.Edition }, new() { Value = edition.Date }, new() { Value = edition.RankedAt } },
        };
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            return 0;
        }

        await outbox.AddAsync(connection, edition, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        metrics.Ranked(edition.Edition);
        Log.Ranked(_operations, edition.Papers.Count, edition.Edition, date);
        return edition.Papers.Count;
    }

    internal static IReadOnlyList<RankedPaper> FitToMessage(IReadOnlyList<TrendingPaper> ranked) =>
        EventBatches.Split(
            [.. ranked.Take(BatchLimits.Items).Select(Ranked)],
            paper => JsonSerializer.SerializeToUtf8Bytes(paper, EventJson.Default.RankedPaper).Length + (EnvelopeBytes / BatchLimits.Items)).FirstOrDefault([]);

    private static RankedPaper Ranked(TrendingPaper ranked) => new()
    {
        PaperId = ranked.Paper.PaperId,
        Title = ranked.Paper.Title,
        Abstract = ranked.Paper.Abstract.Length > MaxAbstractLength ? $"{ranked.Paper.Abstract[..MaxAbstractLength]}…" : ranked.Paper.Abstract,
        Authors = ranked.Paper.Authors,
        Tags = [.. ranked.Paper.Tags.Select(tag => tag.Name)],
        Links = [.. ranked.Paper.Links.Take(MaxLinks).Select(link => new RankedLink(link.Url, link.Verdict))],
        Day = ranked.Paper.Day,
        Reason = ranked.Reason,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Ranked {Count} papers for the {Edition} edition of {Date:yyyy-MM-dd}")]
        public static partial void Ranked(ILogger logger, int count, string edition, DateOnly date);

        [LoggerMessage(LogLevel.Debug, "Skipped the daily edition of {Date}: no papers in its seven days")]
        public static partial void Empty(ILogger logger, DateOnly date);
    }
}
