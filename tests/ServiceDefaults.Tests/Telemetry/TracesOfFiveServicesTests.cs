using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Papers.Testing;
using Papers.Testing.Telemetry;

namespace Papers.ServiceDefaults.Tests.Telemetry;

/// <summary>What an operator sees of the five services on the dashboard: one trace for each piece of work, and none for a poll.</summary>
[Trait("Category", "Long")]
public sealed class TracesOfFiveServicesTests(TestServers servers) : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    // The spans of Redis commands are sent every ten seconds.
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(15);

    // IDLE_SECONDS=600 watches the ten minutes that operators are promised.
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("IDLE_SECONDS") ?? "20"));

    private readonly StubSmtpServer _smtp = new();
    private FiveServices? _stack;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FiveServices Stack => _stack!; // InitializeAsync came first

    private OtlpReceiver Telemetry => Stack.Telemetry;

    public async ValueTask InitializeAsync() => _stack = await FiveServices.StartAsync(
        servers,
        Cancellation,
        ("LinkCheck__AllowedPrivateHosts", "127.0.0.1"),
        ("Notification__Smtp__Host", "127.0.0.1"),
        ("Notification__Smtp__Port", $"{_smtp.Port}"));

    public async ValueTask DisposeAsync()
    {
        if (_stack is not null)
        {
            await _stack.DisposeAsync();
        }

        await _smtp.DisposeAsync();
    }

    [Fact]
    public async Task Work_is_one_trace_across_services_and_polls_are_none()
    {
        await AnImportedBatchIsOneTraceAsync();
        await ALinkCheckShowsItsRequestsAsync();
        await ADigestIsOneTraceAsync();
        await AnIdleStackMakesNoTraceAsync();
    }

    private async Task AnImportedBatchIsOneTraceAsync()
    {
        Drop("papers.jsonl", 3);

        var batch = await TraceWithAsync(span => span is { Service: "ingest", Name: "import batch" }, "ingest", "tagging", "linkcheck", "web");

        Assert.Equal("import batch", Assert.Single(batch, span => span.IsRoot).Name);
        await AssertLogsAsync(batch[0].Trace, "tagging");
        await Eventually.TrueAsync(
            () => Telemetry.Logs.Any(log => log is { Service: "ingest", Scope: "Papers.Operations", Trace.Length: > 0 }), s_patience);
    }

    private async Task ALinkCheckShowsItsRequestsAsync()
    {
        var check = await TraceWithAsync(span => span is { Service: "linkcheck", Name: "check link" }, "linkcheck");
        var root = Assert.Single(check, span => span.IsRoot);
        Assert.Equal("check link", root.Name);

        await Eventually.TrueAsync(
            () => Telemetry.Spans.Any(span => span.Trace == root.Trace && span.Parent == root.Id && span is { Kind: SpanKind.Client, Scope: "OpenTelemetry.Instrumentation.StackExchangeRedis" }),
            s_patience);
        await Eventually.TrueAsync(
            () => Telemetry.Spans.Any(span => span.Trace == root.Trace && span is { Kind: SpanKind.Client, Scope: "System.Net.Http" }), s_patience);
    }

    private async Task ADigestIsOneTraceAsync()
    {
        await Stack.ExecuteAsync(
            "notification",
            "INSERT INTO subscriptions (address, address_key, state, asked_at, confirmed_at) VALUES ('ada@example.org', 'ada@example.org', 'confirmed', now(), now())",
            Cancellation);
        using var web = Stack.Client("web");
        web.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", FiveServices.AdminToken);
        await Eventually.TrueAsync(async () => await OrderAsync(web) > 0, s_patience);

        var digest = await TraceWithAsync(span => span is { Service: "notification", Name: "send mail" }, "web", "notification");

        var root = Assert.Single(digest, span => span.IsRoot);
        Assert.Equal((SpanKind.Server, "web"), (root.Kind, root.Service));
        Assert.Single(_smtp.Mails);
        await AssertLogsAsync(digest[0].Trace, "notification");
    }

    private async Task AnIdleStackMakesNoTraceAsync()
    {
        var (seen, since) = (0, TimeProvider.System.GetTimestamp());
        await Eventually.TrueAsync(
            () =>
            {
                var now = Telemetry.Spans.Count;
                (seen, since) = now == seen ? (seen, since) : (now, TimeProvider.System.GetTimestamp());
                return TimeProvider.System.GetElapsedTime(since) > s_quiet;
            },
            s_patience);

        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < s_idle)
        {
            await Stack.ProbeAsync(Cancellation);
            await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        }

        Assert.Empty(Telemetry.Spans.Skip(seen));
    }

    private void Drop(string name, int papers)
    {
        var inbox = Path.Combine(Stack.Folder.Path, "inbox");
        var lines = Enumerable.Range(1, papers).Select(n => JsonSerializer.Serialize(new
        {
            id = $"2602.0000{n}",
            title = $"Image classification with transformers, part {n}",
            @abstract = $"We classify images. Code: {Telemetry.Address}/code/{n}",
            authors = new[] { "Ada Lovelace" },
            categories = new[] { "cs.CV" },
            listed = "2026-02-26",
        }));
        File.WriteAllLines(Path.Combine(inbox, $".{name}.part"), lines);
        File.Move(Path.Combine(inbox, $".{name}.part"), Path.Combine(inbox, name));
    }

    /// <summary>The spans of the first trace with such a span, as soon as each of the services has one in it and no parent is missing.</summary>
    private async Task<IReadOnlyList<ReceivedSpan>> TraceWithAsync(Func<ReceivedSpan, bool> isWanted, params string[] services)
    {
        IReadOnlyList<ReceivedSpan> trace = [];
        await Eventually.TrueAsync(
            () =>
            {
                trace = Telemetry.Spans.GroupBy(span => span.Trace).FirstOrDefault(spans => spans.Any(isWanted))?.ToList() ?? [];
                return services.All(service => trace.Any(span => span.Service == service))
                    && trace.All(span => span.IsRoot || trace.Any(other => other.Id == span.Parent));
            },
            s_patience);
        return trace;
    }

    private Task AssertLogsAsync(string trace, string service) =>
        Eventually.TrueAsync(() => Telemetry.Logs.Any(log => log.Trace == trace && log.Service == service), s_patience);

    private static async Task<int> OrderAsync(HttpClient web)
    {
        using var response = await web.PostAsync("/admin/api/digests?edition=daily&date=2026-02-26", null, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        using var ranked = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        return ranked.RootElement.GetProperty("papers").GetInt32();
    }
}
