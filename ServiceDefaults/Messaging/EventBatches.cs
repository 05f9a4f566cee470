using Papers.Contracts;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>Splits the items of one transaction into events within <see cref="BatchLimits"/>.</summary>
public static class EventBatches
{
    /// <summary>Consecutive parts of at most <see cref="BatchLimits.Items"/> items and about <see cref="BatchLimits.Bytes"/> bytes.</summary>
    /// <param name="items">Their order is kept.</param>
    /// <param name="bytes">The approximate size of an item as JSON. An item over the limit becomes a part of its own.</param>
    public static IEnumerable<IReadOnlyList<T>> Split<T>(IReadOnlyList<T> items, Func<T, int> bytes)
    {
        var part = new List<T>();
        var size = 0L;
        foreach (var item in items)
        {
            var itemSize = bytes(item);
            if (part.Count > 0 && (part.Count == BatchLimits.Items || size + itemSize > BatchLimits.Bytes))
            {
                yield return part;
                part = [];
                size = 0;
            }

            part.Add(item);
            size += itemSize;
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }
}
