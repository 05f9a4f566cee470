namespace Papers.ServiceDefaults.Http;

/// <summary>All addresses of a host are outside of the public internet, and no setting allows the host.</summary>
public sealed class PrivateAddressException(string host)
    : HttpRequestException(HttpRequestError.ConnectionError, $"{host} resolves to a private address, which is rejected.")
{
    public string Host { get; } = host;
}
