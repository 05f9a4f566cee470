using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

internal static class Volumes
{
    // Aspire would derive a name from a hash of the app host's path, so that the manifest changed with the folder that the repository lies in.
    public static Volume Named(string? name, string target, bool isReadOnly) =>
        new(name ?? throw new ArgumentNullException(nameof(name), "Name the volume, so that the manifest is the same on every machine."), target, isReadOnly);
}
