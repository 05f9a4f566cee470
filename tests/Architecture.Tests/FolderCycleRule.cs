using System.Text.RegularExpressions;

namespace Papers.Architecture.Tests;

/// <summary>
/// The first-level folders of a project must not refer to each other in a circle: whoever reads one folder can then read the folders that it uses, and stop.
/// A reference is a using (of C# or Razor), a qualified name of a type, or a component or type that an import of the whole project brings into scope.
/// Files beside the project file compose the folders and are not part of any.
/// </summary>
internal static partial class FolderCycleRule
{
    /// <param name="project">The project's folder in the repository, such as <c>src/Web</c>; its root namespace is <c>Papers.Web</c>.</param>
    /// <param name="files">Its C# and Razor files.</param>
    /// <returns>Each circle once, such as <c>src/Web: Lists → Search → Lists (src/Web/Lists/Pager.razor, src/Web/Search/Hit.cs)</c>.</returns>
    public static IReadOnlyList<string> Violations(string project, IReadOnlyList<SourceFile> files)
    {
        var references = References(project, files);
        var circles = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var start in references.Keys.Order(StringComparer.Ordinal))
        {
            if (ShortestCircle(start, references) is not { } circle)
            {
                continue;
            }

            var because = circle.Zip(circle.Skip(1), (from, to) => references[from][to]);
            var folders = string.Join(' ', circle.Distinct().Order(StringComparer.Ordinal));
            circles.TryAdd(folders, $"{project}: {string.Join(" → ", circle)} ({string.Join(", ", because)})");
        }

        return [.. circles.Values];
    }

    // For each folder, the other folders that it refers to, each with one file that does.
    private static Dictionary<string, Dictionary<string, string>> References(string project, IReadOnlyList<SourceFile> files)
    {
        var root = $"Papers.{Path.GetFileName(project)}";
        var byFolder = files.ToLookup(file => FolderOf(project, file));
        var folders = byFolder.Where(folder => folder.Key.Length > 0).ToDictionary(folder => folder.Key, folder => TypesIn(project, folder));
        var imported = byFolder[""].Where(file => Path.GetFileName(file.Path) == "_Imports.razor")
            .SelectMany(file => UsingPattern.Matches(file.Text))
            .Select(match => FolderNamed(match.Groups["name"].Value, root))
            .ToHashSet();

        var references = folders.Keys.ToDictionary(folder => folder, _ => new Dictionary<string, string>());
        foreach (var (folder, file) in byFolder.Where(group => group.Key.Length > 0).SelectMany(group => group.Select(file => (group.Key, file))))
        {
            var text = CommentPattern.Replace(file.Text, "");
            var used = UsingPattern.Matches(text).Select(match => FolderNamed(match.Groups["name"].Value, root))
                .Concat(QualifiedPattern.Matches(text).Where(match => IsTypeOf(match, folders)).Select(match => match.Groups["folder"].Value));
            if (file.Path.EndsWith(".razor", StringComparison.Ordinal))
            {
                used = used.Concat(imported.Where(import => import is not null && folders.TryGetValue(import, out var types) && types.Overlaps(Words(text))));
            }

            foreach (var other in used)
            {
                if (other is not null && other != folder && folders.ContainsKey(other))
                {
                    references[folder].TryAdd(other, file.Path);
                }
            }
        }

        return references;
    }

    private static string FolderOf(string project, SourceFile file) => file.Path[(project.Length + 1)..].Split('/') is { Length: > 1 } parts ? parts[0] : "";

    private static string? FolderNamed(string name, string root) =>
        name.StartsWith($"{root}.", StringComparison.Ordinal) ? name[(root.Length + 1)..].Split('.')[0] : null;

    // Types, components (a .razor file is one), and the namespaces below the folder.
    private static HashSet<string> TypesIn(string project, IGrouping<string, SourceFile> folder) =>
    [
        .. folder.SelectMany(file => TypePattern.Matches(file.Text)).Select(match => match.Groups["name"].Value),
        .. folder.Where(file => file.Path.EndsWith(".razor", StringComparison.Ordinal)).Select(file => Path.GetFileNameWithoutExtension(file.Path)),
        .. folder.Select(file => file.Path[(project.Length + 1)..].Split('/')).Where(parts => parts.Length > 2).Select(parts => parts[1]),
    ];

    private static bool IsTypeOf(Match match, Dictionary<string, HashSet<string>> folders) =>
        folders.TryGetValue(match.Groups["folder"].Value, out var types) && types.Contains(match.Groups["type"].Value);

    private static IEnumerable<string> Words(string text) => WordPattern.Matches(text).Select(match => match.Value);

    private static List<string>? ShortestCircle(string start, Dictionary<string, Dictionary<string, string>> references)
    {
        var reached = new Dictionary<string, string>();
        var next = new Queue<string>([start]);
        while (next.TryDequeue(out var from))
        {
            foreach (var to in references[from].Keys.Order(StringComparer.Ordinal))
            {
                if (!reached.TryAdd(to, from))
                {
                    continue;
                }

                if (to == start)
                {
                    return Path(start, reached);
                }

                next.Enqueue(to);
            }
        }

        return null;

        static List<string> Path(string start, Dictionary<string, string> reached)
        {
            var circle = new List<string> { start };
            for (var at = reached[start]; at != start; at = reached[at])
            {
                circle.Insert(0, at);
            }

            return [start, .. circle];
        }
    }

    [GeneratedRegex(@"^\s*(?:global\s+)?@?using\s+(?:static\s+)?(?:\w+\s*=\s*)?(?<name>Papers(?:\.\w+)+)", RegexOptions.Multiline)]
    private static partial Regex UsingPattern { get; }

    [GeneratedRegex(@"(?<![\w.])(?:(?:Papers\.)?\w+\.)?(?<folder>[A-Z]\w*)\.(?<type>[A-Z]\w*)")]
    private static partial Regex QualifiedPattern { get; }

    [GeneratedRegex(@"\b(?:class|record|struct|enum|interface|delegate\s+[\w<>?\[\]]+)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex TypePattern { get; }

    [GeneratedRegex(@"//[^\n]*|@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex CommentPattern { get; }

    [GeneratedRegex(@"\b[A-Z]\w*")]
    private static partial Regex WordPattern { get; }
}
