using System.Text.Json;
using System.Text.RegularExpressions;
using Papers.LocalServers;

namespace Papers.EndToEnd.Tests;

/// <summary>The manifest as a deployment tool reads it: expressions such as <c>{papersdb.connectionString}</c> with addresses and secrets of one deployment.</summary>
internal sealed partial class ManifestValues(JsonElement resources)
{
    private readonly Dictionary<string, int> _ports = [];
    private readonly Dictionary<string, string> _secrets = [];

    public IEnumerable<string> Projects => resources.EnumerateObject().Where(resource => Text(resource.Value, "type") == "project.v0").Select(resource => resource.Name);

    public string PathOf(string project) => Text(resources.GetProperty(project), "path");

    public int PortOf(string resource) => _ports.TryGetValue(resource, out var port) ? port : _ports[resource] = FreePorts.Next();

    public string SecretOf(string parameter) => _secrets.TryGetValue(parameter, out var secret) ? secret : _secrets[parameter] = Guid.NewGuid().ToString("N");

    public Dictionary<string, string> EnvironmentOf(string project) =>
        resources.GetProperty(project).GetProperty("env").EnumerateObject().ToDictionary(variable => variable.Name, variable => Resolve(variable.Value.GetString() ?? ""));

    private string Resolve(string text) => Expression().Replace(text, match => ValueOf(match.Groups[1].Value.Split('.')));

    private string ValueOf(string[] path) => path switch
    {
        [var resource, "bindings", var binding, "scheme"] => Text(resources.GetProperty(resource).GetProperty("bindings").GetProperty(binding), "scheme"),
        [_, "bindings", _, "host"] => "127.0.0.1",
        [var resource, "bindings", _, "port" or "targetPort"] => $"{PortOf(resource)}",
        [var resource, "bindings", _, "url"] => $"http://127.0.0.1:{PortOf(resource)}",
        [var parameter, "inputs", "value"] => SecretOf(parameter),
        [var resource, "value"] when resources.GetProperty(resource).TryGetProperty("filter", out _) => Uri.EscapeDataString(Resolve(Text(resources.GetProperty(resource), "value"))),
        [var resource, var property] => Resolve(Text(resources.GetProperty(resource), property)),
        _ => throw new InvalidOperationException($"The manifest has an unknown expression: {string.Join('.', path)}"),
    };

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString() ?? "";

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Expression();
}
