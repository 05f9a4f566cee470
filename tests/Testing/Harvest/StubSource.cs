using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Papers.Testing.Harvest;

/// <summary>A source on loopback that answers what was recorded, in order, the last reply over and over. A request that it does not know fails the test.</summary>
public sealed class StubSource : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<StubReply>> _replies = new();
    private readonly ConcurrentQueue<string> _unknown = new();
    private WebApplication? _app;
    private int _atATime;
    private int _mostAtATime;

    public ConcurrentQueue<StubRequest> Requests { get; } = new();

    public int MostAtATime => _mostAtATime;

    public string Url => _app!.Urls.Single(); // it was started

    public IReadOnlyList<string> Asked => [.. Requests.Select(request => request.Target)];

    public static async Task<StubSource> StartAsync()
    {
        var stub = new StubSource();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        stub._app = builder.Build();
        stub._app.Run(stub.AnswerAsync);
        await stub._app.StartAsync();
        return stub;
    }

    /// <param name="target">Path and query as they are sent.</param>
    public void On(string target, params StubReply[] replies) => _replies[target] = new(replies);

    public async ValueTask DisposeAsync()
    {
        await _app!.StopAsync(new CancellationToken(canceled: true)); // it was started
        await _app.DisposeAsync();
        Assert.Empty(_unknown);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var target = $"{http.Request.Path.ToUriComponent()}{http.Request.QueryString}";
        Requests.Enqueue(new(target, http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), TimeProvider.System.GetTimestamp()));
        var atATime = Interlocked.Increment(ref _atATime);
        _mostAtATime = Math.Max(_mostAtATime, atATime);
        try
        {
            if (!_replies.TryGetValue(target, out var replies))
            {
                _unknown.Enqueue(target);
                http.Response.StatusCode = 418;
                return;
            }

            var reply = replies.Count > 1 && replies.TryDequeue(out var next) ? next : replies.First();
            await reply.WriteAsync(http);
        }
        finally
        {
            Interlocked.Decrement(ref _atATime);
        }
    }
}

public sealed record StubRequest(string Target, IReadOnlyDictionary<string, string> Headers, long At);

public sealed record StubReply(string Body, int Status = 200)
{
    public (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>The connection ends after half of the body.</summary>
    public bool IsCut { get; init; }

    /// <summary>Nothing comes before this ends.</summary>
    public Task After { get; init; } = Task.CompletedTask;

    public static implicit operator StubReply(string body) => new(body);

    public async Task WriteAsync(HttpContext http)
    {
        await After.WaitAsync(http.RequestAborted);
        http.Response.StatusCode = Status;
        foreach (var (name, value) in Headers)
        {
            http.Response.Headers[name] = value;
        }

        if (Status is 304)
        {
            return;
        }

        var bytes = System.Text.Encoding.UTF8.GetBytes(Body);
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(IsCut ? bytes.AsMemory(0, bytes.Length / 2) : bytes);
        if (IsCut)
        {
            await http.Response.Body.FlushAsync();
            http.Abort();
        }
    }
}
