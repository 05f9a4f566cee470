using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

public sealed class DerivedRowsTests
{
    private static readonly ResourceSnapshot Project = new() { Name = "tagging", Kind = ResourceKind.Project };

    [Fact]
    public void A_project_runs_when_all_its_replicas_do()
    {
        var one = Replica("tagging-a", ResourceState.Running, ResourceHealth.Healthy);
        var two = Replica("tagging-b", ResourceState.Starting, ResourceHealth.Unknown);

        Assert.Equal((ResourceState.Starting, ResourceHealth.Unknown), Of(one, two));
        Assert.Equal((ResourceState.Running, ResourceHealth.Healthy), Of(one, two with { State = ResourceState.Running, Health = ResourceHealth.Healthy }));
        Assert.Equal((ResourceState.Restarting, ResourceHealth.Unhealthy), Of(one, two with { State = ResourceState.Restarting, Health = ResourceHealth.Unhealthy }));
        Assert.Equal((ResourceState.Stopped, ResourceHealth.Unknown), Of(
            one with { State = ResourceState.Stopped, Health = ResourceHealth.Unknown }, two with { State = ResourceState.Stopped }));
    }

    [Fact]
    public void Restarts_of_all_replicas_count()
    {
        var row = DerivedRows.Of(Project, [Replica("a", ResourceState.Running, ResourceHealth.Healthy) with { Restarts = 2 }, Replica("b", ResourceState.Running, ResourceHealth.Healthy) with { Restarts = 1 }]);

        Assert.Equal(3, row.Restarts);
    }

    [Fact]
    public async Task A_database_follows_its_server_on_the_board()
    {
        var board = new ResourceBoard();
        board.Put(new ResourceSnapshot { Name = "pg", Kind = ResourceKind.Server });
        board.Put(new ResourceSnapshot { Name = "db", Kind = ResourceKind.Database, PartOf = "pg" });
        using var over = new CancellationTokenSource();
        var following = DerivedRows.FollowAsync(board, over.Token);

        board.Update("pg", server => server with { State = ResourceState.Running, Health = ResourceHealth.Healthy });

        await board.WaitForAsync("db", database => database is { State: ResourceState.Running, Health: ResourceHealth.Healthy }, TestContext.Current.CancellationToken);
        await over.CancelAsync();
        await following;
    }

    private static (ResourceState, ResourceHealth) Of(params ResourceSnapshot[] replicas)
    {
        var row = DerivedRows.Of(Project, replicas);
        return (row.State, row.Health);
    }

    private static ResourceSnapshot Replica(string name, ResourceState state, ResourceHealth health) =>
        new() { Name = name, Kind = ResourceKind.Replica, PartOf = "tagging", State = state, Health = health };
}
