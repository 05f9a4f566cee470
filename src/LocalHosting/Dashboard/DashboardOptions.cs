using System.Security.Cryptography;

namespace Papers.LocalHosting.Dashboard;

/// <summary>Where the dashboard listens and what it asks for.</summary>
public sealed record DashboardOptions
{
    /// <summary>Setting <c>Dashboard:Port</c>. Always on loopback; 0 takes a free one.</summary>
    public int Port { get; init; } = 18888;

    /// <summary>What a person or program must know to see anything; by default a new one of 128 bits.</summary>
    public string Token { get; init; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
