using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Web.Services;

namespace Papers.Web.Admin;

/// <summary>Forwards a request of the admin API to the service that it is for, and returns that service's response.</summary>
internal sealed class ServiceProxy(ServiceClients services)
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    public Task<Results<ContentHttpResult, StatusCodeHttpResult>> GetAsync(string service, string path, CancellationToken cancellationToken) =>
        services.SendAsync(service, HttpMethod.Get, path, content: null, s_timeout, CopyAsync, cancellationToken);

    public Task<Results<ContentHttpResult, StatusCodeHttpResult>> PostAsync(string service, string path, CancellationToken cancellationToken) =>
        services.SendAsync(service, HttpMethod.Post, path, content: null, s_timeout, CopyAsync, cancellationToken);

    private static async Task<Results<ContentHttpResult, StatusCodeHttpResult>> CopyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return body.Length == 0
            ? TypedResults.StatusCode((int)response.StatusCode)
            : TypedResults.Content(
                body,
                response.Content.Headers.ContentType?.MediaType ?? "application/json",
                System.Text.Encoding.UTF8,
                (int)response.StatusCode);
    }
}
