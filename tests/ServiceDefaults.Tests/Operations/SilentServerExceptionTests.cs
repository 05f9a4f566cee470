using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Papers.ServiceDefaults.Operations;

namespace Papers.ServiceDefaults.Tests.Operations;

public sealed class SilentServerExceptionTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_is_handed_on() => Assert.Equal(7, await AskAsync(_ => Task.FromResult(7)));

    [Fact]
    public async Task A_server_that_does_not_even_hear_the_cancellation_is_named_in_time()
    {
        var stopped = new TaskCompletionSource<int>();
        var wasGivenUp = false;
        var answer = AskAsync(token =>
        {
            token.Register(() => wasGivenUp = true);
            return stopped.Task;
        });

        _time.Advance(SilentServerException.Patience);

        var silent = await Assert.ThrowsAsync<SilentServerException>(() => answer);
        Assert.Equal(("postgres", "PostgreSQL gave no answer in time", true), (silent.Server, silent.Message, wasGivenUp));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_named()
    {
        var silent = await Assert.ThrowsAsync<SilentServerException>(() => AskAsync(_ => Task.FromException<int>(new SocketException((int)SocketError.ConnectionRefused))));

        Assert.Equal("postgres", silent.Server);
        Assert.StartsWith("PostgreSQL: ", silent.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_the_question_is_not_put_on_the_server() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(_ => Task.FromException<int>(new InvalidOperationException())));

    private Task<int> AskAsync(Func<CancellationToken, Task<int>> question) =>
        SilentServerException.AskAsync("postgres", "PostgreSQL", question, _time, Cancellation);
}
