namespace Papers.LocalHosting.Running;

/// <summary>Asks an HTTP health check.</summary>
internal sealed class HttpProbe(Uri address, int expectedStatus) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = 64 * 1024,
    };

    /// <summary>Null when healthy, else what was wrong.</summary>
    public async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.GetAsync(address, HttpCompletionOption.ResponseContentRead, cancellationToken);
            if ((int)response.StatusCode == expectedStatus)
                return null;

            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return $"{address.AbsolutePath} answered {(int)response.StatusCode} instead of {expectedStatus}: {(text.Length > 300 ? text[..300] : text)}";
        }
        catch (HttpRequestException failure)
        {
            return failure.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{address.AbsolutePath} did not answer within {_client.Timeout.TotalSeconds:0} s";
        }
    }

    public void Dispose() => _client.Dispose();
}
