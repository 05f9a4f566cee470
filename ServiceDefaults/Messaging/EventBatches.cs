using Papers.Contracts;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>Cuts what one transaction has to tell into events that keep <see cref="BatchLimits"/>.</summary>
public static class EventBatches
{
    /// <summary>Consecutive parts of at most <see cref="BatchLimits.Items"/> items and about <see cref="BatchLimits.Bytes"/> bytes.</summary>
    /// <param name="items">In the order to be kept.</param>
    /// <param name="bytes">About how many bytes of JSON an item takes. An item larger than the limit makes a part of its own.</param>
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
