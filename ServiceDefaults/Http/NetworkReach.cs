namespace Papers.ServiceDefaults.Http;

/// <summary>How far this process may reach: with <c>Offline=true</c> nothing outside this machine is asked for.</summary>
public sealed record NetworkReach(bool Offline);
