using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Operations;
using Papers.Testing;
using StackExchange.Redis;

namespace Papers.ServiceDefaults.Tests.Messaging;

/// <summary>A service as small as can be, on real servers: it takes papers, and fails those it is told to.</summary>
internal sealed class MessagingHost : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly WebApplication _app;

    private MessagingHost(TestDatabase database, WebApplication app)
    {
        _database = database;
        _app = app;
    }

    public Taken Taken => _app.Services.GetRequiredService<Taken>();

    public NpgsqlDataSource Database => _app.Services.GetRequiredService<NpgsqlDataSource>();

    public OperatorView Operator => _app.Services.GetRequiredService<OperatorView>();

    public Outbox Outbox => _app.Services.GetRequiredService<Outbox>();

    public RabbitMqConnection Broker => _app.Services.GetRequiredService<RabbitMqConnection>();

    public IDatabase Redis => _app.Services.GetRequiredService<IDatabase>();

    public IConnectionMultiplexer RedisServer => _app.Services.GetRequiredService<IConnectionMultiplexer>();

    public Uri Address => new(_app.Urls.First());

    public static async Task<MessagingHost> StartAsync(
        TestServers servers, CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        var database = await TestDatabase.CreateAsync(servers, "tagging", typeof(MessagingHost).Assembly, cancellationToken);
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:papersdb"] = database.ServerConnectionString,
            ["ConnectionStrings:cache"] = await servers.RedisAsync(cancellationToken),
            ["ConnectionStrings:messaging"] = await servers.RabbitMqAsync(cancellationToken),
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        builder.Services.AddSingleton<Taken>();
        builder.AddServiceDefaults("tagging", bus => bus.AddBatchConsumer<TakePapersConsumer, PapersIngested, IngestedPaper>(
            Queues.TagPapers, message => message.Papers, (message, part) => message with { Papers = part }));
        var app = builder.Build();
        app.MapDefaultEndpoints();
        await app.StartAsync(cancellationToken);
        return new(database, app);
    }

    public static PapersIngested Papers(int count) => new()
    {
        Papers = [.. Enumerable.Range(0, count).Select(i => new IngestedPaper
        {
            PaperId = new($"p{i}"),
            Revision = 1,
            Title = "A title",
            Abstract = "An abstract",
            Day = new(2026, 1, 1),
            DayIsKnown = true,
            FirstSeenAt = DateTimeOffset.UnixEpoch,
        })],
    };

    public async Task PublishAsync(PapersIngested message, bool commit, CancellationToken cancellationToken)
    {
        await using var connection = await Database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Outbox.AddAsync(connection, message, cancellationToken);
        if (commit)
        {
            await transaction.CommitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }
}

/// <summary>What the consumer has taken, and what it is to fail.</summary>
internal sealed class Taken
{
    public ConcurrentDictionary<string, int> Times { get; } = new();

    public ConcurrentDictionary<string, Exception> Fails { get; } = new();
}

internal sealed class TakePapersConsumer(Taken taken) : IConsumer<PapersIngested>
{
    public Task Consume(ConsumeContext<PapersIngested> context)
    {
        foreach (var paper in context.Message.Papers)
        {
            if (taken.Fails.TryGetValue(paper.PaperId.Value, out var exception))
            {
                throw exception;
            }
        }

        foreach (var paper in context.Message.Papers)
        {
            taken.Times.AddOrUpdate(paper.PaperId.Value, 1, (_, times) => times + 1);
        }

        return Task.CompletedTask;
    }
}
