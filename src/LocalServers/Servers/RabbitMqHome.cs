using System.Text.RegularExpressions;

namespace Papers.LocalServers;

/// <summary>
/// A home for RabbitMQ 3 with only the plugins it needs and one folder of links to every module. Erlang searches each of some 800 modules in one
/// folder of its path after another, about ninety with all plugins: that was half of the start time.
/// </summary>
internal static partial class RabbitMqHome
{
    private static readonly string[] s_scripts = ["rabbitmq-server", "rabbitmq-env", "rabbitmq-defaults"];

    /// <summary>The script that starts the broker: the home's, or where the installation is laid out otherwise the installed one.</summary>
    public static string Script(ServerFolder folder) => FindPlugins() is null ? ServerPackages.RabbitMq() : folder["home/sbin/rabbitmq-server"];

    public static IEnumerable<string> Variables(ServerFolder folder) =>
        FindPlugins() is null ? [] : [$"RABBITMQ_SERVER_CODE_PATH={folder["home/modules"]}", $"RABBITMQ_PLUGINS_DIR={folder["home/plugins"]}"];

    public static void Create(ServerFolder folder)
    {
        if (FindPlugins() is not { } installed)
            return;

        if (Directory.Exists(folder["home"]))
            Directory.Delete(folder["home"], recursive: true);

        var (scripts, plugins, modules) = (folder.CreateSubfolder("home/sbin"), folder.CreateSubfolder("home/plugins"), folder.CreateSubfolder("home/modules"));
        foreach (var name in s_scripts)
            File.Copy(Path.Combine(Scripts(), name), Path.Combine(scripts, name));

        var needed = Needed(installed);
        foreach (var plugin in needed)
            Directory.CreateSymbolicLink(Path.Combine(plugins, Path.GetFileName(plugin)), plugin);

        foreach (var module in needed.Concat(ErlangLibraries()).SelectMany(Modules))
            File.CreateSymbolicLink(Path.Combine(modules, Path.GetFileName(module)), module);
    }

    /// <summary>The applications that one names in its resource file: those it needs, and those it may use.</summary>
    internal static IReadOnlyList<string> Dependencies(string resourceFile) =>
        [.. ApplicationLists().Matches(resourceFile).SelectMany(list => Name().Matches(list.Groups[1].Value)).Select(name => name.Value)];

    private static string? FindPlugins()
    {
        var plugins = Path.GetFullPath(Path.Combine(Scripts(), "../plugins"));
        return Directory.Exists(plugins)
            && Directory.GetDirectories(plugins, "rabbit-3.*") is not []
            && s_scripts.All(name => File.Exists(Path.Combine(Scripts(), name))) ? plugins : null;
    }

    private static string Scripts() => FolderOf(ServerPackages.RabbitMq());

    // What has no folder here belongs to Erlang itself.
    private static List<string> Needed(string installed)
    {
        var folders = Directory.GetDirectories(installed).ToLookup(path => Path.GetFileName(path).Split('-')[0]);
        List<string> needed = [.. folders["rabbit"].Take(1)];
        for (var at = 0; at < needed.Count; at++)
        {
            var resourceFile = File.ReadAllText(Path.Combine(needed[at], "ebin", Path.GetFileName(needed[at]).Split('-')[0] + ".app"));
            needed.AddRange(Dependencies(resourceFile).SelectMany(application => folders[application].Take(1)).Except(needed));
        }

        return needed;
    }

    // Kernel and stdlib come first on the path anyway.
    private static IEnumerable<string> ErlangLibraries()
    {
        var root = ServerPackages.FindErlang() is { } erl ? Path.GetFullPath(Path.Combine(FolderOf(erl), "../lib")) : "";
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

    private static string FolderOf(string program) =>
        Path.GetDirectoryName(File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program) ?? "/";

    [GeneratedRegex(@"\{\s*(?:optional_|included_)?applications\s*,\s*\[([^\]]*)\]")]
    private static partial Regex ApplicationLists();

    [GeneratedRegex(@"[a-z][a-zA-Z0-9_@]*")]
    private static partial Regex Name();
}
