namespace Papers.Architecture.Tests;

/// <summary>The files of the repository, without build output.</summary>
internal static class SourceTree
{
    private static readonly string[] s_outputFolders = ["bin", "obj", "node_modules", "TestResults"];

    /// <summary>The files in these folders and below, with their paths in the repository.</summary>
    public static IReadOnlyList<SourceFile> Files(string pattern, params string[] folders) =>
    [
        .. folders
            .SelectMany(folder => Walk(new DirectoryInfo(Path.Combine(Repository.Root, folder))))
            .SelectMany(folder => folder.EnumerateFiles(pattern))
            .Select(file => new SourceFile(Path.GetRelativePath(Repository.Root, file.FullName), File.ReadAllText(file.FullName))),
    ];

    /// <summary>All folders, as paths in the repository.</summary>
    public static IReadOnlyList<string> Folders() =>
        [.. Walk(new DirectoryInfo(Repository.Root)).Select(folder => Path.GetRelativePath(Repository.Root, folder.FullName))];

    /// <summary>Copies the files of the repository's root, and of these folders and below.</summary>
    public static void CopyTo(string target, params string[] folders)
    {
        var repository = new DirectoryInfo(Repository.Root);
        foreach (var folder in folders.SelectMany(folder => Walk(new DirectoryInfo(Path.Combine(Repository.Root, folder)))).Prepend(repository))
        {
            var copy = Directory.CreateDirectory(Path.Combine(target, Path.GetRelativePath(Repository.Root, folder.FullName)));
            foreach (var file in folder.EnumerateFiles())
            {
                file.CopyTo(Path.Combine(copy.FullName, file.Name));
            }
        }
    }

    private static IEnumerable<DirectoryInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateDirectories()
            .Where(child => !child.Name.StartsWith('.') && !s_outputFolders.Contains(child.Name))
            .SelectMany(Walk)
            .Prepend(folder);
}

internal sealed record SourceFile(string Path, string Text);
