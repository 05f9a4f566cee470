using System.Text.Json;
using Papers.LocalHosting.Dashboard.Logs;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Dashboard.Logs;

public sealed class LogPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_text_holds_the_lines_that_pass_with_time_and_name()
    {
        await using var dashboard = (await DashboardUnderTest.StartAsync()).WithBearer();
        dashboard.Logs.Append("cache", "Ready é😀");
        dashboard.Logs.Append("web", "ready <b>");
        dashboard.Logs.Append("web", "waiting");

        Assert.Equal(
            "2025-03-14T09:26:53.000Z cache Ready é😀\n2025-03-14T09:26:53.000Z web ready <b>\n",
            await dashboard.Client.GetStringAsync("/logs/text?filter=READY", Cancel));
        Assert.Equal("2025-03-14T09:26:53.000Z web waiting\n", await dashboard.Client.GetStringAsync("/logs/text?resource=web&filter=wait", Cancel));
        Assert.Equal("", await dashboard.Client.GetStringAsync("/logs/text?resource=unknown", Cancel));
    }

    [Fact]
    public async Task The_text_is_whole_however_long()
    {
        await using var dashboard = (await DashboardUnderTest.StartAsync()).WithBearer();
        for (var i = 0; i < 12_345; i++)
            dashboard.Logs.Append($"service-{i % 3}", $"{i}");

        var text = await dashboard.Client.GetStringAsync("/logs/text", Cancel);

        Assert.Equal(Enumerable.Range(0, 12_345).Select(i => $"{i}"), text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[^1]));
        using var answer = await dashboard.Client.GetAsync("/logs/text", Cancel);
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task The_stream_brings_lines_in_heaps_and_goes_on_after_the_last_one_seen()
    {
        await using var dashboard = (await DashboardUnderTest.StartAsync()).WithBearer();
        for (var i = 1; i <= 700; i++)
            dashboard.Logs.Append("web", $"{i} </script>");

        using var first = new StreamReader(await dashboard.Client.GetStreamAsync("/events/logs?resource=web", Cancel));
        Assert.Empty((await ReadEventAsync(first)).Texts);
        var (id, texts) = await ReadEventAsync(first);
        Assert.Equal("500", id);
        Assert.Equal(Enumerable.Range(1, 500).Select(i => $"{i} </script>"), texts);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/events/logs?resource=web");
        request.Headers.Add("Last-Event-ID", "698");
        using var answer = await dashboard.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var resumed = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
        Assert.Empty((await ReadEventAsync(resumed)).Texts);
        Assert.Equal(["699 </script>", "700 </script>"], (await ReadEventAsync(resumed)).Texts);
    }

    [Fact]
    public async Task A_console_can_be_chosen_where_there_is_one()
    {
        await using var dashboard = (await DashboardUnderTest.StartAsync()).WithBearer();
        dashboard.Board.Put(new ResourceSnapshot { Name = "postgres", Kind = ResourceKind.Server });
        dashboard.Board.Put(new ResourceSnapshot { Name = "papersdb", Kind = ResourceKind.Database, PartOf = "postgres" });
        dashboard.Board.Put(new ResourceSnapshot { Name = "tagging", Kind = ResourceKind.Project });
        dashboard.Board.Put(new ResourceSnapshot { Name = "tagging-a", Kind = ResourceKind.Replica, PartOf = "tagging" });

        var page = await dashboard.Client.GetStringAsync("/logs?resource=POSTGRES", Cancel);

        Assert.Contains("<option value=\"\">All resources</option>\n<option selected>postgres</option><option>tagging-a</option>\n</select>", page);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(null, true)]
    [InlineData("  ", true)]
    [InlineData("PAPERS tagged", true)]
    [InlineData("tagging 97", true)]
    [InlineData("papers lost", false)]
    public void Every_word_of_a_filter_must_occur(string? filter, bool expected) =>
        Assert.Equal(expected, new LogFilter(filter).Passes("tagging", "Tagged 97 papers"));

    private static async Task<(string Id, List<string?> Texts)> ReadEventAsync(StreamReader stream)
    {
        string? id = null, data = null;
        while (await stream.ReadLineAsync(Cancel) is { Length: > 0 } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line[4..];
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                data = line[6..];
        }

        using var json = JsonDocument.Parse(data ?? throw new InvalidOperationException("The event has no data."));
        Assert.Equal(0, json.RootElement.GetProperty("dropped").GetInt64());
        return (id ?? "", [.. json.RootElement.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("text").GetString())]);
    }
}
