using System.Xml.Linq;

namespace Papers.Architecture.Tests;

/// <summary>Which project may reference which: services reference Contracts and ServiceDefaults, and never each other.</summary>
internal static class ReferenceRule
{
    private static readonly string[] s_services = ["Ingest", "LinkCheck", "Notification", "Tagging", "Web"];

    /// <summary>The references of all projects outside tests; one that only orders the build is marked as such.</summary>
    public static IReadOnlyList<Reference> Read() =>
    [
        .. SourceTree.Files("*.csproj", "src", "ServiceDefaults", "AppHost").SelectMany(project => Read(project)),
    ];

    public static IEnumerable<Reference> Read(SourceFile project) =>
        XDocument.Parse(project.Text).Descendants("ProjectReference").SelectMany(element =>
            ((string?)element.Attribute("Include") ?? "").Split(';').Select(path => new Reference(
                Path.GetFileNameWithoutExtension(project.Path),
                Path.GetFileNameWithoutExtension(path.Replace('\\', '/')),
                IsBuildOnly: (string?)element.Attribute("ReferenceOutputAssembly") == "false")));

    public static bool IsAllowed(Reference reference) => reference.From switch
    {
        "AppHost" => reference.IsBuildOnly ? s_services.Contains(reference.To) : reference.To == "LocalServers",
        "ServiceDefaults" => reference.To == "Contracts",
        _ when s_services.Contains(reference.From) => reference.To is "Contracts" or "ServiceDefaults",
        _ => false,
    };
}

internal sealed record Reference(string From, string To, bool IsBuildOnly);
