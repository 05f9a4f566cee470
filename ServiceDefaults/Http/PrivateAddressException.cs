namespace Papers.ServiceDefaults.Http;

/// <summary>A host leads only to addresses that are not of the public internet, and no setting allows it.</summary>
public sealed class PrivateAddressException(string host)
    : HttpRequestException(HttpRequestError.ConnectionError, $"{host} leads to a private address, which is not asked for.")
{
    public string Host { get; } = host;
}
