using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Papers.Contracts.Notification;

namespace Papers.Web.Tests.Subscribe;

/// <summary>A stub of Notification with one link to confirm and one to unsubscribe, which records the changes requested of it.</summary>
internal sealed class StubNotification : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubNotification(WebApplication app) => _app = app;

    public SubscriptionState State { get; set; } = SubscriptionState.Pending;

    /// <summary>Every request that may change something, in order.</summary>
    public ConcurrentQueue<string> Changes { get; } = new();

    public string Address => _app.Urls.Single();

    public static async Task<StubNotification> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var stub = new StubNotification(app);
        app.MapPost("/internal/subscriptions", (SubscriptionRequest request) =>
        {
            stub.Changes.Enqueue($"subscribe {request.Email}");
            return request.Email.Contains('@') ? Results.Accepted() : Results.ValidationProblem(new Dictionary<string, string[]> { ["email"] = ["no"] });
        });
        stub.MapLink("c-token", "confirm", SubscriptionState.Confirmed);
        stub.MapLink("u-token", "unsubscribe", SubscriptionState.Unsubscribed);
        await app.StartAsync();
        return stub;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private void MapLink(string token, string verb, SubscriptionState then)
    {
        _app.MapGet($"/internal/subscriptions/{token}/{verb}", Status);
        _app.MapPost($"/internal/subscriptions/{token}/{verb}", () =>
        {
            Changes.Enqueue(verb);
            State = State == SubscriptionState.Expired ? State : then;
            return Status();
        });
    }

    private IResult Status() => Results.Ok(new SubscriptionStatus { State = State, MaskedAddress = "a…@example.org" });
}
