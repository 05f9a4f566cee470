using Papers.Web.Services;

namespace Papers.Web.Admin;

/// <summary>Hands an operator's request on to the part of the stack that it is for, and its answer back.</summary>
internal static class PartRelay
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    public static async Task<IResult> RelayAsync(StackParts parts, string part, HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            using var response = await parts.SendAsync(part, method, path, content: null, limit.Token);
            return await RelayAsync(response, limit.Token);
        }
        catch (SilentPartException silent)
        {
            return AdminEndpoints.Silent([silent]);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return AdminEndpoints.Silent([new SilentPartException(part, "no answer in time")]);
        }
    }

    public static async Task<IResult> RelayAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return body.Length == 0
            ? TypedResults.StatusCode((int)response.StatusCode)
            : TypedResults.Content(body, response.Content.Headers.ContentType?.MediaType ?? "application/json", System.Text.Encoding.UTF8, (int)response.StatusCode);
    }
}
