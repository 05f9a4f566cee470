using System.Net;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

public sealed class HttpProbeTests : IDisposable
{
    private readonly int _port = new FreePorts().Next();
    private readonly HttpListener _service = new();

    public HttpProbeTests() => _service.Prefixes.Add($"http://localhost:{_port}/");

    [Fact]
    public async Task The_expected_status_is_health()
    {
        AnswerWith(204, "");

        Assert.Null(await AskAsync(expected: 204));
    }

    [Fact]
    public async Task Another_status_is_not_and_its_text_says_why()
    {
        AnswerWith(503, "Unhealthy");

        Assert.Equal("/health answered 503 instead of 200: Unhealthy", await AskAsync(expected: 200));
    }

    [Fact]
    public async Task Nobody_there_is_not_health() => Assert.NotNull(await AskAsync(expected: 200));

    public void Dispose() => _service.Close();

    private async Task<string?> AskAsync(int expected)
    {
        using var probe = new HttpProbe(new Uri($"http://localhost:{_port}/health"), expected);
        return await probe.AskAsync(TestContext.Current.CancellationToken);
    }

    private void AnswerWith(int status, string text)
    {
        _service.Start();
        _ = Task.Run(async () =>
        {
            var request = await _service.GetContextAsync();
            request.Response.StatusCode = status;
            await using var writer = new StreamWriter(request.Response.OutputStream);
            await writer.WriteAsync(text);
        });
    }
}
