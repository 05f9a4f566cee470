using Aspire.Hosting.ApplicationModel;

namespace Papers.LocalHosting.Running;

/// <summary>Who waits for whom.</summary>
internal sealed class Dependencies
{
    private readonly Dictionary<IResource, List<IResource>> _needs;

    /// <exception cref="CannotStartException">Some wait for one another in a circle, so that none could ever start.</exception>
    public Dependencies(DistributedApplicationModel model)
    {
        _needs = model.Resources.ToDictionary(resource => resource, NeedsOf);
        foreach (var resource in model.Resources)
            FollowFrom(resource, []);
    }

    /// <summary>What must be ready before the resource starts.</summary>
    public IReadOnlyList<IResource> NeededBy(IResource resource) => _needs[resource];

    /// <summary>What must have stopped before the resource stops.</summary>
    public IEnumerable<IResource> NeedersOf(IResource resource) => _needs.Where(pair => pair.Value.Contains(resource)).Select(pair => pair.Key);

    private static List<IResource> NeedsOf(IResource resource) => resource switch
    {
        PostgresDatabaseResource database => [database.Parent],
        IResourceWithWaitSupport waiting => [.. waiting.WaitsFor.Distinct()],
        _ => [],
    };

    private void FollowFrom(IResource resource, List<IResource> path)
    {
        if (path.Contains(resource))
            throw new CannotStartException($"These wait for one another: {string.Join(" → ", path.Append(resource).Select(each => each.Name))}.");

        foreach (var need in _needs[resource])
            FollowFrom(need, [.. path, resource]);
    }
}
