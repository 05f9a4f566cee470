using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>Splits an event whose retries failed in two halves and sends both back to its queue, so that one bad item fails alone.</summary>
internal sealed partial class SplitFailingBatch<TEvent, TItem>(
    NpgsqlDataSource db,
    Outbox outbox,
    string queue,
    Func<TEvent, IReadOnlyList<TItem>> items,
    Func<TEvent, IReadOnlyList<TItem>, TEvent> with,
    ILogger logger) : IFilter<ConsumeContext<TEvent>>
    where TEvent : class
{
    public static SplitFailingBatch<TEvent, TItem> Create(
        IServiceProvider services,
        string queue,
        Func<TEvent, IReadOnlyList<TItem>> items,
        Func<TEvent, IReadOnlyList<TItem>, TEvent> with) =>
        new(
            services.GetRequiredService<NpgsqlDataSource>(),
            services.GetRequiredService<Outbox>(),
            queue,
            items,
            with,
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Papers.ServiceDefaults.Messaging.SplitFailingBatch"));

    public async Task Send(ConsumeContext<TEvent> context, IPipe<ConsumeContext<TEvent>> next)
    {
        try
        {
            await next.Send(context);
        }
        catch (Exception exception) when (!InfrastructureFault.Is(exception)
            && !context.CancellationToken.IsCancellationRequested
            && items(context.Message).Count > 1)
        {
            var all = items(context.Message);
            Log.Split(logger, exception, queue, all.Count);
            await SendBackAsync(context.Message, [.. all.Take(all.Count / 2)], [.. all.Skip(all.Count / 2)], context.CancellationToken);
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("splitFailingBatch");

    private async Task SendBackAsync(TEvent message, IReadOnlyList<TItem> first, IReadOnlyList<TItem> second, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await outbox.AddAsync(connection, with(message, first), queue, cancellationToken);
        await outbox.AddAsync(connection, with(message, second), queue, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Split failing batch of {Count} items on {Queue}")]
        public static partial void Split(ILogger logger, Exception exception, string queue, int count);
    }
}
