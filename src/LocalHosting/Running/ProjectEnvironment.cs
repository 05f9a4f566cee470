using System.Security.Cryptography;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Papers.LocalHosting.Running;

/// <summary>The environment of a project's process: what Aspire would inject, and what the host itself was given, without what was meant for others.</summary>
internal static class ProjectEnvironment
{
    // Addresses that were meant for the host, secrets that each get only if they refer to them.
    private static readonly string[] NotInherited =
        ["ASPNETCORE_URLS", "URLS", "HTTP_PORTS", "HTTPS_PORTS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS"];

    private static readonly string[] NotInheritedPrefixes = ["Parameters__", "ConnectionStrings__", "LocalHosting__", "Dashboard__"];

    // Starting quickly and staying small matter more here than the last percent of speed of a long run, and some ten programs share the cores:
    // a thread that spins while it waits for work takes them from the others, and a method that runs some dozen times does not pay for being
    // compiled again. Together a tenth of the processor time of a first import. Memory that is allocated before a collection is bounded to 32 MB,
    // where the runtime may let it grow to 200. Numbers are hexadecimal.
    private static readonly (string Name, string Value)[] Runtime =
    [
        ("DOTNET_TieredPGO", "0"),
        ("DOTNET_gcServer", "0"),
        ("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "0"),
        ("DOTNET_TC_CallCountThreshold", "500"),
        ("DOTNET_GCgen0MaxBudget", "2000000"),
    ];

    private static readonly string[] SecretWords = ["password", "secret", "token", "apikey"];

    /// <summary>What the process is given on top of what it inherits, in the order in which it was set; the dashboard shows it.</summary>
    /// <param name="project">Whose environment.</param>
    /// <param name="url">Where this process listens.</param>
    /// <param name="instance">Tells replicas apart.</param>
    /// <param name="values">Addresses and parameters of this run.</param>
    public static IReadOnlyList<ResourceVariable> Of(
        ProjectResource project, string url, string instance, IResolvedValues values, DistributedApplicationExecutionContext context)
    {
        List<ResourceVariable> variables =
        [
            new("OTEL_SERVICE_NAME", project.Name),
            new("OTEL_RESOURCE_ATTRIBUTES", $"service.instance.id={instance}"),
            new("OTEL_TRACES_SAMPLER", "always_on"),
            new("OTEL_METRICS_EXEMPLAR_FILTER", "trace_based"),
            new("LOGGING__CONSOLE__FORMATTERNAME", "simple"),
            new("ASPNETCORE_URLS", url),
        ];
        foreach (var (name, value) in EnvironmentCallbackContext.Collect(project, context))
            variables.Add(Variable(name, value, values));

        return variables;
    }

    /// <summary>The whole environment. Names that differ only in case count as one, as .NET's configuration takes them.</summary>
    /// <param name="inherited">The host's own.</param>
    /// <param name="given">What the process is given.</param>
    /// <param name="otherSections">Settings of the other projects begin with these, and are none of this one's business.</param>
    public static Dictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> inherited, IEnumerable<ResourceVariable> given, IEnumerable<string> otherSections)
    {
        List<string> foreign = [.. NotInheritedPrefixes, .. otherSections.Select(section => $"{section}__")];
        var merged = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Runtime)
            merged[name] = value;

        foreach (var (name, value) in inherited)
        {
            if (!NotInherited.Contains(name, StringComparer.OrdinalIgnoreCase)
                && !foreign.Exists(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
                Set(name, value);
        }

        foreach (var variable in given)
            Set(variable.Name, variable.Value);

        return new Dictionary<string, string>(merged);

        void Set(string name, string value)
        {
            // The name is replaced too: programs that read it themselves look for the exact one.
            merged.Remove(name);
            merged[name] = value;
        }
    }

    /// <summary>Eight lower-case letters, as Aspire names instances.</summary>
    public static string NewInstance() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz", 8);

    private static ResourceVariable Variable(string name, object value, IResolvedValues values) => value switch
    {
        IExpression expression => new(name, expression.Resolve(values), IsSecretName(name) || expression.Leaves.OfType<ParameterReference>().Any(leaf => leaf.Parameter.Secret)),
        _ => new(name, value.ToString() ?? "", IsSecretName(name)),
    };

    // What an operator sets for a service may be secret too, and only its name tells.
    private static bool IsSecretName(string name) => SecretWords.Any(word => name.Replace("_", "").Contains(word, StringComparison.OrdinalIgnoreCase));
}
