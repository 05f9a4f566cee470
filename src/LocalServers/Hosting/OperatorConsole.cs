using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Papers.LocalServers;

/// <summary>What the person who started the app host reads.</summary>
public sealed class OperatorConsole(TextWriter output)
{
    private const int Width = 14;

    public void Write(string text)
    {
        lock (output)
            output.WriteLine(text);
    }

    public void Line(string name, string text) => Write($"  {name,-Width}{text.ReplaceLineEndings(Environment.NewLine + new string(' ', Width + 2))}");

    /// <summary>The name that an operator knows: replicas are named apart, and a server's process by the server.</summary>
    public static string NameOf(IResource resource, string resourceId) => resource switch
    {
        ExecutableResource => resource.Name.Replace(LocalServerResource.ProcessSuffix, "", StringComparison.Ordinal),
        _ => resource.GetReplicaCount() > 1 ? resourceId : resource.Name,
    };

    /// <summary>A line of a process's output without the time that Aspire puts before it.</summary>
    public static string WithoutTimestamp(string line) =>
        line.IndexOf(' ', StringComparison.Ordinal) is >= 19 and < 40 and var end && DateTimeOffset.TryParse(line[..end], CultureInfo.InvariantCulture, out _)
            ? line[(end + 1)..]
            : line;
}
