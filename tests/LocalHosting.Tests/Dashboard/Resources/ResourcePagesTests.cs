using System.Net;
using System.Text.Json;
using Papers.LocalHosting.Dashboard.Resources;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Dashboard.Resources;

public sealed class ResourcePagesTests
{
    private const string Hostile = "<script>alert(1)<script>\"'";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_a_resource_says_of_itself_is_shown_as_text()
    {
        await using var dashboard = (await DashboardUnderTest.StartAsync()).WithBearer();
        dashboard.Board.Put(new ResourceSnapshot
        {
            Name = Hostile,
            Kind = ResourceKind.Replica,
            PartOf = Hostile,
            State = ResourceState.Failed,
            Health = ResourceHealth.Unhealthy,
            Source = Hostile,
            Note = Hostile,
            WaitsFor = [Hostile],
            Endpoints = [new(Hostile, $"javascript:{Hostile}"), new(Hostile, $"http://localhost/{Hostile}")],
            HealthChecks = [new() { Name = Hostile, Health = ResourceHealth.Unhealthy, Description = Hostile, CheckedAt = default }],
            Environment = [new(Hostile, Hostile)],
        });

        foreach (var path in new[] { "/", $"/resources/{Uri.EscapeDataString(Hostile)}", $"/logs?resource={Uri.EscapeDataString(Hostile)}&filter={Uri.EscapeDataString(Hostile)}" })
        {
            using var answer = await dashboard.Client.GetAsync(path, Cancel);
            var page = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("&lt;script&gt;alert(1)&lt;script&gt;&quot;&#x27;", page);
            Assert.DoesNotContain("<script>", page);
            Assert.DoesNotContain("href=\"javascript:", page);
        }
    }

    [Fact]
    public async Task Secrets_leave_neither_by_the_pages_nor_by_the_api()
    {
        await using var dashboard = (await DashboardUnderTest.StartAsync()).WithBearer();
        dashboard.Board.Put(new ResourceSnapshot
        {
            Name = "web",
            Kind = ResourceKind.Project,
            State = ResourceState.Running,
            Environment = [new("A", "long-secret-value", IsSecret: true), new("B", "x long-secret-value x")],
        });

        foreach (var path in new[] { "/", "/resources/web", "/api/resources", "/logs" })
            Assert.DoesNotContain("long-secret", await dashboard.Client.GetStringAsync(path, Cancel));
        Assert.Contains("x •••••••• x", await dashboard.Client.GetStringAsync("/resources/web", Cancel));
    }

    [Fact]
    public async Task A_program_reads_states_by_name()
    {
        await using var dashboard = (await DashboardUnderTest.StartAsync()).WithBearer();
        dashboard.Board.Put(new ResourceSnapshot { Name = "web", Kind = ResourceKind.Project, State = ResourceState.Restarting, Restarts = 2 });

        using var json = JsonDocument.Parse(await dashboard.Client.GetStringAsync("/api/resources", Cancel));

        Assert.Equal("restarting", json.RootElement[0].GetProperty("state").GetString());
        Assert.Equal(2, json.RootElement[0].GetProperty("restarts").GetInt32());
    }

    [Fact]
    public async Task An_unknown_resource_is_not_found()
    {
        await using var dashboard = (await DashboardUnderTest.StartAsync()).WithBearer();

        Assert.Equal(HttpStatusCode.NotFound, (await dashboard.Client.GetAsync("/resources/nothing", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await dashboard.Client.GetAsync("/nothing", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_change_of_the_board_is_told_at_once()
    {
        await using var dashboard = (await DashboardUnderTest.StartAsync()).WithBearer();
        using var stream = new StreamReader(await dashboard.Client.GetStreamAsync("/events/resources", Cancel));
        Assert.Equal("event: board", await stream.ReadLineAsync(Cancel));
        Assert.Equal("data: 0", await stream.ReadLineAsync(Cancel));

        dashboard.Board.Put(new ResourceSnapshot { Name = "web", Kind = ResourceKind.Project });

        Assert.Equal("", await stream.ReadLineAsync(Cancel));
        Assert.Equal("event: board", await stream.ReadLineAsync(Cancel));
        Assert.Equal("data: 1", await stream.ReadLineAsync(Cancel));
    }

    [Theory]
    [InlineData(ResourceState.Running, ResourceHealth.Healthy, null, "good")]
    [InlineData(ResourceState.Running, ResourceHealth.Unknown, null, "good")]
    [InlineData(ResourceState.Running, ResourceHealth.Degraded, null, "unsure")]
    [InlineData(ResourceState.Running, ResourceHealth.Unhealthy, null, "bad")]
    [InlineData(ResourceState.Waiting, ResourceHealth.Unknown, null, "unsure")]
    [InlineData(ResourceState.Starting, ResourceHealth.Unhealthy, null, "unsure")]
    [InlineData(ResourceState.Exited, ResourceHealth.Unknown, 0, "idle")]
    [InlineData(ResourceState.Exited, ResourceHealth.Unknown, 137, "bad")]
    [InlineData(ResourceState.Failed, ResourceHealth.Unknown, null, "bad")]
    [InlineData(ResourceState.Stopped, ResourceHealth.Unknown, null, "idle")]
    public void State_and_health_together_give_the_colour(ResourceState state, ResourceHealth health, int? exitCode, string expected) =>
        Assert.Equal(expected, ResourceWords.Tone(new ResourceSnapshot { Name = "web", Kind = ResourceKind.Project, State = state, Health = health, ExitCode = exitCode }));

    [Fact]
    public void What_belongs_to_a_resource_comes_right_after_it()
    {
        var board = new BoardSnapshot(1,
        [
            Resource("papersdb", "postgres"), Resource("postgres", null), Resource("cache", null),
            Resource("tagging-a", "tagging"), Resource("tagging", null), Resource("tagging-b", "tagging"), Resource("orphan", "nothing"), Resource("own", "own"),
        ]);

        Assert.Equal(
            ["postgres", "papersdb", "cache", "tagging", "tagging-a", "tagging-b", "orphan", "own"],
            ResourcesPage.Ordered(board).Select(resource => resource.Name));
    }

    [Fact]
    public void A_waiting_resource_names_what_is_missing()
    {
        var ready = Resource("cache", null) with { State = ResourceState.Running, Health = ResourceHealth.Healthy };
        var web = Resource("web", null) with { WaitsFor = ["cache", "ingest", "tagging"] };
        var board = new BoardSnapshot(1, [ready, Resource("ingest", null), Resource("tagging", null) with { State = ResourceState.Starting }, web]);

        Assert.Equal("Waits for ingest, tagging.", ResourceWords.Note(web, board));
        Assert.Equal("Its own words.", ResourceWords.Note(web with { Note = "Its own words." }, board));
        Assert.Null(ResourceWords.Note(web with { State = ResourceState.Starting }, board));
    }

    private static ResourceSnapshot Resource(string name, string? partOf) => new() { Name = name, Kind = ResourceKind.Project, PartOf = partOf };
}
