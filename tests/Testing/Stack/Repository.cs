namespace Papers.Testing.Stack;

/// <summary>Where the sources are that this test was built from, and in which configuration it was.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary><c>Debug</c> or <c>Release</c>, as this program itself was built.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <summary>The assembly that a project of the repository was built to.</summary>
    public static string AssemblyOf(string projectFolder) =>
        Path.Combine(Root, projectFolder, "bin", Configuration, "net10.0", $"{Path.GetFileName(projectFolder)}.dll");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Papers.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Papers.sln.");
    }
}
