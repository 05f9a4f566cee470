namespace Papers.LocalHosting.Running;

/// <summary>Keeps the rows of resources that have no process of their own: a database is as its server is, a project with several replicas is as they are together.</summary>
internal static class DerivedRows
{
    /// <summary>Follows the board until cancelled.</summary>
    public static async Task FollowAsync(ResourceBoard board, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var now in board.WatchAsync(cancellationToken))
            {
                foreach (var row in now.Resources)
                {
                    var parts = PartsOf(row, now);
                    if (parts.Count > 0)
                        board.Update(row.Name, current => Of(current, parts));
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host ends.
        }
    }

    /// <summary>The row as its parts are: as ready as the least ready, with all their restarts.</summary>
    /// <param name="row">The row to derive.</param>
    /// <param name="parts">One at least.</param>
    public static ResourceSnapshot Of(ResourceSnapshot row, IReadOnlyList<ResourceSnapshot> parts) => row with
    {
        State = parts.MinBy(part => Order(part.State))?.State ?? row.State,
        Health = parts.Any(part => part.Health == ResourceHealth.Unhealthy) ? ResourceHealth.Unhealthy
            : parts.All(part => part.Health == ResourceHealth.Healthy) ? ResourceHealth.Healthy
            : ResourceHealth.Unknown,
        Restarts = row.Kind == ResourceKind.Database ? 0 : parts.Sum(part => part.Restarts),
        StartedAt = parts.Min(part => part.StartedAt),
        Note = parts.Select(part => part.Note).FirstOrDefault(note => note is not null),
    };

    private static List<ResourceSnapshot> PartsOf(ResourceSnapshot row, BoardSnapshot board) => row.Kind switch
    {
        ResourceKind.Database => board.Resources.Where(other => other.Name == row.PartOf).ToList(),
        ResourceKind.Project => board.Resources.Where(other => other.PartOf == row.Name).ToList(),
        _ => [],
    };

    private static int Order(ResourceState state) => state switch
    {
        ResourceState.Failed => 0,
        ResourceState.Exited => 1,
        ResourceState.Restarting => 2,
        ResourceState.Waiting => 3,
        ResourceState.Starting => 4,
        ResourceState.Stopping => 5,
        ResourceState.Running => 6,
        _ => 7,
    };
}
