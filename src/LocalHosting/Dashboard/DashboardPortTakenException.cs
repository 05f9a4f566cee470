namespace Papers.LocalHosting.Dashboard;

/// <summary>Another program listens on the dashboard's port. The message is for the operator and names the setting.</summary>
public sealed class DashboardPortTakenException(int port, Exception cause)
    : Exception($"Port {port} of the dashboard is taken by another program. Choose a free one with --Dashboard:Port=NUMBER (0 finds one).", cause);
