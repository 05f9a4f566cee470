using System.Text.RegularExpressions;

namespace Papers.LocalHosting.Servers;

/// <summary>
/// A home for RabbitMQ 3 with only the plugins it needs, and one folder of links to every module. Erlang looks for each
/// of some 800 modules in one folder of its path after the other, some ninety with all the plugins: that was half of the
/// time of a start, and reading the configuration schemas of all of them much of the rest.
/// </summary>
internal static partial class RabbitMqHome
{
    private static readonly string[] Scripts = ["rabbitmq-server", "rabbitmq-env", "rabbitmq-defaults"];

    /// <summary>Makes the home anew and returns its start script and variables; where the installation looks otherwise, those of the installation.</summary>
    public static (string Script, (string Name, string Value)[] Variables) Create(string script, ServerFolder folder, bool withManagement)
    {
        var sbin = Path.GetDirectoryName(File.ResolveLinkTarget(script, returnFinalTarget: true)?.FullName ?? script) ?? "/";
        var installed = Path.GetFullPath(Path.Combine(sbin, "../plugins"));
        if (!Directory.Exists(installed)
            || Directory.GetDirectories(installed, "rabbit-3.*") is []
            || !Scripts.All(name => File.Exists(Path.Combine(sbin, name))))
            return (script, []);

        if (Directory.Exists(folder["home"]))
            Directory.Delete(folder["home"], recursive: true);
        var (scripts, plugins, modules) = (folder.CreateSubfolder("home/sbin"), folder.CreateSubfolder("home/plugins"), folder.CreateSubfolder("home/modules"));
        foreach (var name in Scripts)
            File.Copy(Path.Combine(sbin, name), Path.Combine(scripts, name));

        var needed = Needed(installed, withManagement ? ["rabbit", "rabbitmq_management"] : ["rabbit"]);
        foreach (var plugin in needed)
            Directory.CreateSymbolicLink(Path.Combine(plugins, Path.GetFileName(plugin)), plugin);
        foreach (var module in needed.Concat(ErlangLibraries()).SelectMany(Modules))
            File.CreateSymbolicLink(Path.Combine(modules, Path.GetFileName(module)), module);

        return (Path.Combine(scripts, "rabbitmq-server"), [("RABBITMQ_SERVER_CODE_PATH", modules), ("RABBITMQ_PLUGINS_DIR", plugins)]);
    }

    /// <summary>The applications that one names in its resource file: those it needs, and those it may use.</summary>
    internal static IReadOnlyList<string> Dependencies(string resourceFile) =>
        [.. ApplicationLists().Matches(resourceFile).SelectMany(list => Name().Matches(list.Groups[1].Value)).Select(name => name.Value)];

    private static List<string> Needed(string installed, IEnumerable<string> wanted)
    {
        var folders = Directory.GetDirectories(installed).ToLookup(path => Path.GetFileName(path).Split('-')[0]);
        List<string> needed = [];
        var waiting = new Queue<string>(wanted);
        while (waiting.TryDequeue(out var application))
        {
            // What is not here belongs to Erlang itself.
            if (folders[application].FirstOrDefault() is not { } folder || needed.Contains(folder))
                continue;

            needed.Add(folder);
            foreach (var dependency in Dependencies(File.ReadAllText(Path.Combine(folder, "ebin", application + ".app"))))
                waiting.Enqueue(dependency);
        }

        return needed;
    }

    // Kernel and stdlib come first on the path anyway.
    private static IEnumerable<string> ErlangLibraries()
    {
        if (ServerPackages.FindErlang() is not { } erl)
            return [];

        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(File.ResolveLinkTarget(erl, returnFinalTarget: true)?.FullName ?? erl) ?? "/", "../lib"));
        return !Directory.Exists(root)
            ? []
            : Directory.GetDirectories(root)
                .GroupBy(path => Path.GetFileName(path).Split('-')[0])
                .Where(versions => versions.Key is not ("kernel" or "stdlib" or "erts") && versions.Count() == 1)
                .Select(versions => versions.Single());
    }

    private static IEnumerable<string> Modules(string application) =>
        Path.Combine(application, "ebin") is var folder && Directory.Exists(folder)
            ? Directory.GetFiles(folder).Where(file => Path.GetExtension(file) is ".beam" or ".app")
            : [];

    [GeneratedRegex(@"\{\s*(?:optional_|included_)?applications\s*,\s*\[([^\]]*)\]")]
    private static partial Regex ApplicationLists();

    [GeneratedRegex(@"[a-z][a-zA-Z0-9_@]*")]
    private static partial Regex Name();
}
