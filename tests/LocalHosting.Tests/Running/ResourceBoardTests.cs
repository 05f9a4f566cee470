using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

public sealed class ResourceBoardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Resources_stay_in_the_order_in_which_they_were_added()
    {
        var board = new ResourceBoard();
        board.Put(Resource("web"));
        board.Put(Resource("cache"));
        board.Put(Resource("web") with { State = ResourceState.Running });

        Assert.Equal(["web", "cache"], board.Current.Resources.Select(resource => resource.Name));
        Assert.Equal(ResourceState.Running, board.Current.Find("WEB")?.State);
    }

    [Fact]
    public void A_snapshot_does_not_change_when_the_board_does()
    {
        var board = new ResourceBoard();
        board.Put(Resource("web"));
        var before = board.Current;

        board.Update("web", web => web with { Restarts = 3 });

        Assert.Equal(0, before.Resources[0].Restarts);
        Assert.Equal(3, board.Current.Resources[0].Restarts);
        Assert.True(board.Current.Version > before.Version);
    }

    [Fact]
    public void An_update_that_changes_nothing_wakes_nobody()
    {
        var board = new ResourceBoard();
        board.Put(Resource("web"));
        var before = board.Current;

        board.Update("web", web => web with { Restarts = 0 });

        Assert.Same(before, board.Current);
    }

    [Fact]
    public void An_unknown_resource_cannot_be_updated() =>
        Assert.Throws<KeyNotFoundException>(() => new ResourceBoard().Update("web", web => web));

    [Fact]
    public async Task Updates_from_many_threads_are_all_kept()
    {
        var board = new ResourceBoard();
        board.Put(Resource("web"));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 1_000; i++)
                board.Update("web", web => web with { Restarts = web.Restarts + 1 });
        })));

        Assert.Equal(4_000, board.Current.Find("web")?.Restarts);
    }

    [Fact]
    public async Task A_watcher_sees_the_board_at_once_and_then_always_the_last_change()
    {
        var board = new ResourceBoard();
        board.Put(Resource("web"));
        await using var watcher = board.WatchAsync(Token).GetAsyncEnumerator(Token);

        Assert.True(await watcher.MoveNextAsync());
        Assert.Equal(0, watcher.Current.Resources[0].Restarts);

        for (var i = 1; i <= 100; i++)
            board.Update("web", web => web with { Restarts = i });
        while (watcher.Current.Resources[0].Restarts < 100)
            Assert.True(await watcher.MoveNextAsync());

        Assert.Equal(board.Current, watcher.Current);
    }

    [Fact]
    public async Task A_state_can_be_waited_for()
    {
        var board = new ResourceBoard();
        var healthy = board.WaitForAsync("web", web => web.Health == ResourceHealth.Healthy, Token);
        Assert.False(healthy.IsCompleted);

        board.Put(Resource("web"));
        Assert.False(healthy.IsCompleted);
        board.Update("web", web => web with { Health = ResourceHealth.Healthy, Restarts = 2 });

        Assert.Equal(2, (await healthy).Restarts);
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = new ResourceBoard().WaitForAsync("web", _ => true, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static ResourceSnapshot Resource(string name) => new() { Name = name, Kind = ResourceKind.Project };
}
