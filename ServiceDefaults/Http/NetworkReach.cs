namespace Papers.ServiceDefaults.Http;

/// <summary>Whether this process may send requests to other machines: with <c>Offline=true</c> it sends none.</summary>
public sealed record NetworkReach(bool Offline);
