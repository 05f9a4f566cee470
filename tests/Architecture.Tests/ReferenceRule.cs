using System.Xml.Linq;

namespace Papers.Architecture.Tests;

/// <summary>Which project may know which: services know Contracts and ServiceDefaults, and never one another.</summary>
internal static class ReferenceRule
{
    private static readonly string[] Services = ["Ingest", "LinkCheck", "Notification", "Tagging", "Web"];
    private static readonly string[] Speakers = ["Notification", "Web"];

    /// <summary>What each project outside tests refers to; a reference for the build alone is marked as such.</summary>
    public static IReadOnlyList<Reference> Read() =>
    [
        .. SourceTree.Files("*.csproj", "src", "ServiceDefaults", "AppHost").SelectMany(project => Read(project)),
    ];

    public static IEnumerable<Reference> Read(SourceFile project) =>
        XDocument.Parse(project.Text).Descendants("ProjectReference").SelectMany(element =>
            ((string?)element.Attribute("Include") ?? "").Split(';').Select(path => new Reference(
                Path.GetFileNameWithoutExtension(project.Path),
                Path.GetFileNameWithoutExtension(path.Replace('\\', '/')),
                IsForBuildAlone: (string?)element.Attribute("ReferenceOutputAssembly") == "false")));

    public static bool IsAllowed(Reference reference) => reference.From switch
    {
        "AppHost" => reference.IsForBuildAlone ? Services.Contains(reference.To) : reference.To == "LocalServers",
        "ServiceDefaults" => reference.To == "Contracts",
        _ when Services.Contains(reference.From) =>
            reference.To is "Contracts" or "ServiceDefaults" || (reference.To == "SearchLanguage" && Speakers.Contains(reference.From)),
        _ => false,
    };
}

internal sealed record Reference(string From, string To, bool IsForBuildAlone);
