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
    public async Task Who_comes_while_a_reading_is_under_way_gets_the_next_one_and_shares_it()
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
    public async Task Nothing_is_kept_once_it_was_answered()
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
    public async Task A_reading_that_hangs_is_not_waited_for()
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
    public async Task A_failed_reading_fails_those_who_asked_for_it_and_no_others()
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
