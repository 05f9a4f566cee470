using Microsoft.Extensions.Time.Testing;
using Papers.Web.Status;

namespace Papers.Web.Tests.Status;

public sealed class SharedReadingTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);

    private readonly List<TaskCompletionSource<int>> _begun = [];
    private readonly FakeTimeProvider _time = new();
    private readonly SharedReading<int> _reading;

    public SharedReadingTests() => _reading = new(Begin, s_patience, _time);

    [Fact]
    public async Task Callers_during_a_reading_share_the_next_one()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var first = _reading.ReadAsync(cancellation);
        var second = _reading.ReadAsync(cancellation);
        var third = _reading.ReadAsync(cancellation);
        Assert.Single(_begun);

        _begun[0].SetResult(1);
        Assert.Equal(1, await first);
        await UntilBegunAsync(2);
        _begun[1].SetResult(2);

        Assert.Equal(2, await second);
        Assert.Equal(2, await third);
        Assert.Equal(2, _begun.Count);
    }

    [Fact]
    public async Task A_finished_reading_is_not_reused()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var first = _reading.ReadAsync(cancellation);
        _begun[0].SetResult(1);
        await first;

        var second = _reading.ReadAsync(cancellation);
        _begun[1].SetResult(2);
        Assert.Equal(2, await second);
    }

    [Fact]
    public async Task A_hanging_reading_does_not_block_the_next()
    {
        var cancellation = TestContext.Current.CancellationToken;
        _ = _reading.ReadAsync(cancellation);
        var second = _reading.ReadAsync(cancellation);
        while (_begun.Count < 2)
        {
            _time.Advance(s_patience);
            await Task.Delay(5, cancellation);
        }

        _begun[1].SetResult(2);
        Assert.Equal(2, await second);
    }

    [Fact]
    public async Task A_failed_reading_fails_only_its_own_callers()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var first = _reading.ReadAsync(cancellation);
        var second = _reading.ReadAsync(cancellation);
        _begun[0].SetException(new InvalidOperationException("first"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);

        await UntilBegunAsync(2);
        _begun[1].SetResult(2);
        Assert.Equal(2, await second);
    }

    private Task<int> Begin()
    {
        var reading = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _begun.Add(reading);
        return reading.Task;
    }

    private async Task UntilBegunAsync(int count)
    {
        while (_begun.Count < count)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
