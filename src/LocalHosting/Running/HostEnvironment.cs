using System.Collections;

namespace Papers.LocalHosting.Running;

/// <summary>The variables that the host itself was given.</summary>
internal static class HostEnvironment
{
    public static IReadOnlyDictionary<string, string> Read() =>
        Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
}
