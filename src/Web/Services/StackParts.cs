using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using Papers.ServiceDefaults.Operations;

namespace Papers.Web.Services;

/// <summary>Asks the other services at <c>/internal/…</c>, which nothing outside can reach.</summary>
public sealed class StackParts(IHttpClientFactory clients)
{
    public const string Ingest = "ingest";
    public const string Tagging = "tagging";
    public const string LinkCheck = "linkcheck";
    public const string Notification = "notification";
    public const string Web = "web";

    /// <summary>The name of the client for requests between services: no proxy, no retries and no time-out but the caller's.</summary>
    internal const string Client = "parts";

    /// <summary>All but this one.</summary>
    public static IReadOnlyList<string> Names { get; } = [Ingest, Tagging, LinkCheck, Notification];

    /// <summary>Sends a request to a service; its path begins with <c>/internal/</c>.</summary>
    /// <exception cref="SilentPartException">It does not answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        string part,
        HttpMethod method,
        string path,
        HttpContent? content,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"http://{part}{path}") { Content = content };
        try
        {
            return await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new SilentPartException(part, exception.Message);
        }
    }

    /// <summary>What a service answers at a path, within the time that the token leaves.</summary>
    /// <exception cref="SilentPartException">It does not answer in time, or says that it cannot.</exception>
    public async Task<T> GetAsync<T>(string part, string path, JsonTypeInfo<T> type, CancellationToken limit)
        where T : class =>
        await FindAsync(part, path, type, limit) ?? throw new SilentPartException(part, "it answered 404");

    /// <summary>The same, and null where the service has nothing there.</summary>
    /// <exception cref="SilentPartException">It does not answer in time, or says that it cannot.</exception>
    public async Task<T?> FindAsync<T>(string part, string path, JsonTypeInfo<T> type, CancellationToken limit)
        where T : class
    {
        try
        {
            using var response = await SendAsync(part, HttpMethod.Get, path, content: null, limit);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            if (!response.IsSuccessStatusCode)
            {
                throw await RefusalAsync(part, response, limit);
            }

            return await response.Content.ReadFromJsonAsync(type, limit) ?? throw new SilentPartException(part, "its answer is empty");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new SilentPartException(part, "no answer in time");
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or IOException)
        {
            throw new SilentPartException(part, exception.Message);
        }
    }

    /// <summary>Has a service do something, within the time that the token leaves.</summary>
    /// <returns>Its status, and its reason where it refused.</returns>
    /// <exception cref="SilentPartException">It does not answer in time.</exception>
    public async Task<OrderAnswer> OrderAsync(string part, string path, CancellationToken limit)
    {
        try
        {
            using var response = await SendAsync(part, HttpMethod.Post, path, content: null, limit);
            return new((int)response.StatusCode, response.IsSuccessStatusCode ? null : await ReasonAsync(response, limit));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new SilentPartException(part, "no answer in time");
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or IOException)
        {
            throw new SilentPartException(part, exception.Message);
        }
    }

    /// <summary>Why a service refused, in its own words.</summary>
    public static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        response.Content.Headers.ContentType?.MediaType == "application/problem+json"
        && await response.Content.ReadFromJsonAsync<ProblemDetails>(cancellationToken) is { Detail: { } detail }
            ? detail
            : $"it answered {(int)response.StatusCode}";

    // A service that answers may name a server that does not: then that is the silent part.
    private static async Task<SilentPartException> RefusalAsync(string part, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var problem = response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? await response.Content.ReadFromJsonAsync<ProblemDetails>(cancellationToken)
            : null;
        var server = problem?.Extensions.TryGetValue(OperatorViewEndpoints.ServerExtension, out var named) is true ? named?.ToString() : null;
        return new(server ?? part, problem?.Detail ?? $"it answered {(int)response.StatusCode}");
    }
}

/// <param name="Status">The HTTP status of its answer.</param>
/// <param name="Refusal">Why it did not do it; null where it did.</param>
public sealed record OrderAnswer(int Status, string? Refusal);

/// <summary>A part of the stack does not answer.</summary>
public sealed class SilentPartException(string part, string reason) : Exception($"{part} does not answer: {reason}")
{
    public string Part { get; } = part;
}
