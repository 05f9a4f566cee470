namespace Papers.Architecture.Tests;

/// <summary>The files that people wrote.</summary>
internal static class SourceTree
{
    private static readonly string[] NotWritten = ["bin", "obj", "node_modules", "TestResults"];

    /// <summary>Files of these folders of the repository, by their path in it and their text.</summary>
    public static IReadOnlyList<SourceFile> Files(string pattern, params string[] folders) =>
    [
        .. folders
            .SelectMany(folder => Walk(new DirectoryInfo(Path.Combine(Repository.Root, folder))))
            .SelectMany(folder => folder.EnumerateFiles(pattern))
            .Select(file => new SourceFile(Path.GetRelativePath(Repository.Root, file.FullName), File.ReadAllText(file.FullName))),
    ];

    /// <summary>All folders, by their path in the repository.</summary>
    public static IReadOnlyList<string> Folders() =>
        [.. Walk(new DirectoryInfo(Repository.Root)).Select(folder => Path.GetRelativePath(Repository.Root, folder.FullName))];

    /// <summary>The repository's own files and those of these folders, as they lie there.</summary>
    public static void CopyTo(string target, params string[] folders)
    {
        var repository = new DirectoryInfo(Repository.Root);
        foreach (var folder in folders.SelectMany(folder => Walk(new DirectoryInfo(Path.Combine(Repository.Root, folder)))).Prepend(repository))
        {
            var copy = Directory.CreateDirectory(Path.Combine(target, Path.GetRelativePath(Repository.Root, folder.FullName)));
            foreach (var file in folder.EnumerateFiles())
                file.CopyTo(Path.Combine(copy.FullName, file.Name));
        }
    }

    private static IEnumerable<DirectoryInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateDirectories()
            .Where(child => !child.Name.StartsWith('.') && !NotWritten.Contains(child.Name))
            .SelectMany(Walk)
            .Prepend(folder);
}

internal sealed record SourceFile(string Path, string Text);
