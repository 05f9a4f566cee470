using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Papers.Contracts.Ingest;
using Papers.ServiceDefaults.Messaging;
using Papers.Testing;
using Papers.Web.ReadModel;
using Papers.Web.Submit;
using static Papers.Web.Tests.SampleEvents;

namespace Papers.Web.Tests.ReadModel;

public sealed class ReadModelConsumersTests(TestServers servers)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Saves_events_from_the_bus()
    {
        await using var site = await WebSite.StartAsync(servers, Cancellation);
        var (shown, withdrawals, submissions) = (
            site.Services.GetRequiredService<PaperReader>(),
            site.Services.GetRequiredService<WithdrawalStore>(),
            site.Services.GetRequiredService<SubmissionStore>());
        var submission = await submissions.AddAsync("2503.00001", Cancellation);

        await PublishAsync(site, new PapersWithdrawn { Papers = [Withdrawn("t-1", mergedInto: "2503.00001")] });
        await PublishAsync(site, new PapersObserved { Papers = [Seen("2503.00001", upvotes: 7)] });
        await PublishAsync(site, new PapersIngested { Papers = [Paper("2503.00001"), Paper("t-1")] });
        await PublishAsync(site, new SubmissionSettled { SubmissionId = submission, Outcome = SubmissionOutcome.Added, PaperId = new("2503.00001"), SettledAt = DateTimeOffset.UnixEpoch });

        await Eventually.TrueAsync(async () => (await shown.FindAsync(new("2503.00001"), Cancellation))?.Counts?.Upvotes == 7, s_patience);
        await Eventually.TrueAsync(async () => (await withdrawals.FindLocationAsync(new("t-1"), Cancellation))?.Current?.Value == "2503.00001", s_patience);
        await Eventually.TrueAsync(async () => (await submissions.FindAsync(submission, Cancellation))?.Outcome == SubmissionOutcome.Added, s_patience);
        Assert.Null(await shown.FindAsync(new("t-1"), Cancellation));
    }

    // The bus does not check who published an event, so the outbox of this service is used in place of Ingest's.
    private static async Task PublishAsync<T>(WebSite site, T message)
        where T : class
    {
        await using var connection = await site.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await site.Services.GetRequiredService<Outbox>().AddAsync(connection, message, Cancellation);
        await transaction.CommitAsync(Cancellation);
    }
}
