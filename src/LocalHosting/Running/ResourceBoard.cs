using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Papers.LocalHosting.Running;

/// <summary>
/// The state of all resources, written by those who run them, read by the console and the dashboard. May be used from any thread;
/// readers get immutable snapshots and never hold a writer up.
/// </summary>
public sealed class ResourceBoard
{
    private readonly Lock gate = new();
    private BoardSnapshot current = new(0, []);
    private TaskCompletionSource changed = NewSignal();

    /// <summary>What the board shows now.</summary>
    public BoardSnapshot Current => Volatile.Read(ref current);

    /// <summary>Adds the resource at the end, or replaces the one of the same name where it stands.</summary>
    public void Put(ResourceSnapshot resource) => Change(resources =>
    {
        var index = IndexOf(resources, resource.Name);
        return index < 0 ? resources.Add(resource) : resources.SetItem(index, resource);
    });

    /// <summary>Replaces the resource by what <paramref name="change"/> makes of it; two updates never lose one another.</summary>
    /// <exception cref="KeyNotFoundException">No resource has this name.</exception>
    public void Update(string name, Func<ResourceSnapshot, ResourceSnapshot> change) => Change(resources =>
    {
        var index = IndexOf(resources, name);
        if (index < 0)
            throw new KeyNotFoundException($"No resource is named '{name}'.");

        var updated = change(resources[index]);
        return updated == resources[index] ? resources : resources.SetItem(index, updated);
    });

    /// <summary>The current board at once, then the newest board after each change. A slow reader passes over what came between.</summary>
    public async IAsyncEnumerable<BoardSnapshot> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            // The signal is taken before the board, so that a change between the two wakes this reader once too often, never too seldom.
            var next = Volatile.Read(ref changed).Task;
            yield return Current;
            await next.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The resource as soon as it is so, perhaps at once. What it was for a moment between two looks may be missed.</summary>
    public async Task<ResourceSnapshot> WaitForAsync(string name, Func<ResourceSnapshot, bool> condition, CancellationToken cancellationToken) =>
        await WatchAsync(cancellationToken).Select(board => board.Find(name)).OfType<ResourceSnapshot>().FirstAsync(condition, cancellationToken);

    private void Change(Func<ImmutableArray<ResourceSnapshot>, ImmutableArray<ResourceSnapshot>> change)
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            var resources = change(current.Resources);
            if (resources == current.Resources)
                return;

            Volatile.Write(ref current, new BoardSnapshot(current.Version + 1, resources));
            signal = changed;
            Volatile.Write(ref changed, NewSignal());
        }

        signal.SetResult();
    }

    private static int IndexOf(ImmutableArray<ResourceSnapshot> resources, string name)
    {
        for (var i = 0; i < resources.Length; i++)
        {
            if (string.Equals(resources[i].Name, name, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return -1;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>All resources at one moment, in the order in which they were added.</summary>
/// <param name="Version">Grows with every change.</param>
public sealed record BoardSnapshot(long Version, ImmutableArray<ResourceSnapshot> Resources)
{
    /// <summary>The resource of this name, upper and lower case being the same, or null.</summary>
    public ResourceSnapshot? Find(string name) =>
        Resources.FirstOrDefault(resource => string.Equals(resource.Name, name, StringComparison.OrdinalIgnoreCase));
}
