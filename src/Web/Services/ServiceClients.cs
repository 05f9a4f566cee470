using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using Papers.ServiceDefaults.Operations;

namespace Papers.Web.Services;

/// <summary>
/// Calls the other services at <c>/internal/…</c>, which nothing outside can reach. Whatever keeps a service from answering in time is
/// thrown as <see cref="ServiceUnavailableException"/>.
/// </summary>
internal sealed class ServiceClients(IHttpClientFactory clients)
{
    public const string Ingest = "ingest";
    public const string Tagging = "tagging";
    public const string LinkCheck = "linkcheck";
    public const string Notification = "notification";
    public const string Web = "web";

    /// <summary>The name of the HTTP client for calls between services: no proxy, no retries and no timeout but the caller's.</summary>
    internal const string Client = "services";

    /// <summary>All but this one.</summary>
    public static IReadOnlyList<string> Others { get; } = [Ingest, Tagging, LinkCheck, Notification];

    /// <summary>Sends a request to a service and reads its response, whatever its status.</summary>
    /// <param name="path">Begins with <c>/internal/</c>.</param>
    /// <param name="timeout">For the request and for reading the response together.</param>
    public async Task<T> SendAsync<T>(
        string service,
        HttpMethod method,
        string path,
        HttpContent? content,
        TimeSpan timeout,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            using var request = new HttpRequestMessage(method, $"http://{service}{path}") { Content = content };
            using var response = await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return await read(response, limit.Token);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ServiceUnavailableException(service, $"timeout after {timeout.TotalSeconds:0.#} s", exception);
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or IOException)
        {
            throw new ServiceUnavailableException(service, exception.Message, exception);
        }
    }

    /// <summary>What a service answers at a path.</summary>
    public async Task<T> GetAsync<T>(string service, string path, JsonTypeInfo<T> type, TimeSpan timeout, CancellationToken cancellationToken)
        where T : class =>
        await FindAsync(service, path, type, timeout, cancellationToken) ?? throw new ServiceUnavailableException(service, "HTTP 404");

    /// <summary>What a service answers at a path; null where it answers 404.</summary>
    public Task<T?> FindAsync<T>(string service, string path, JsonTypeInfo<T> type, TimeSpan timeout, CancellationToken cancellationToken)
        where T : class =>
        SendAsync(service, HttpMethod.Get, path, content: null, timeout, async Task<T?> (response, token) => response switch
        {
            { StatusCode: HttpStatusCode.NotFound } => null,
            { IsSuccessStatusCode: false } => throw await UnavailableAsync(service, response, token),
            _ => await response.Content.ReadFromJsonAsync(type, token) ?? throw new ServiceUnavailableException(service, "empty response"),
        }, cancellationToken);

    /// <summary>Has a service do something.</summary>
    public Task<CommandResult> PostAsync(string service, string path, TimeSpan timeout, CancellationToken cancellationToken) =>
        SendAsync(service, HttpMethod.Post, path, content: null, timeout, async (response, token) => new CommandResult(
            (int)response.StatusCode,
            response.IsSuccessStatusCode ? null : await ReadRejectionAsync(response, token)), cancellationToken);

    /// <summary>Why a service rejected a request, as its response says.</summary>
    public static async Task<string> ReadRejectionAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        (await ReadProblemAsync(response, cancellationToken))?.Detail ?? $"HTTP {(int)response.StatusCode}";

    // A service that answers may name a server that does not: then that is what is unavailable.
    private static async Task<ServiceUnavailableException> UnavailableAsync(string service, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var problem = await ReadProblemAsync(response, cancellationToken);
        var server = problem?.Extensions.TryGetValue(OperatorViewEndpoints.ServerExtension, out var named) is true ? named?.ToString() : null;
        return new(server ?? service, problem?.Detail ?? $"HTTP {(int)response.StatusCode}");
    }

    private static async Task<ProblemDetails?> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? await response.Content.ReadFromJsonAsync<ProblemDetails>(cancellationToken)
            : null;
}

/// <param name="Status">The HTTP status of the response.</param>
/// <param name="Rejection">Why the service did not do it; null where it did.</param>
internal sealed record CommandResult(int Status, string? Rejection);
