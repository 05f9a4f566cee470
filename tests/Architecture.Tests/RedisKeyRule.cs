namespace Papers.Architecture.Tests;

/// <summary>
/// The Redis keys of a service have its prefix, which the injected <c>IDatabase</c> adds: no service may get a database of its own, which would
/// have no prefix.
/// </summary>
internal static class RedisKeyRule
{
    public static IEnumerable<string> Violations(SourceFile file)
    {
        if (file.Text.Contains(".GetDatabase(", StringComparison.Ordinal))
        {
            yield return $"{file.Path}: takes a database without the service's prefix.";
        }
    }
}
