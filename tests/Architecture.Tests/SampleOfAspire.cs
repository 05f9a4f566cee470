namespace Aspire.Hosting.Sample;

#pragma warning disable CA1822 // As an instance method is what it is described as.
public class Needed
{
    public IEnumerable<NeededToo<int>> Ask<T>(T[] others, int? port = null)
        where T : IComparable => port is null && others.Length == 0 ? [] : throw new NotSupportedException();
}
#pragma warning restore CA1822

public class NeededToo<T>;

public class NotNeeded;
