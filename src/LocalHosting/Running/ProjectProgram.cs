using System.Runtime.InteropServices;
using Aspire.Hosting.ApplicationModel;

namespace Papers.LocalHosting.Running;

/// <summary>Finds what is started for a project.</summary>
internal static class ProjectProgram
{
    /// <summary>The <c>dotnet</c> of the runtime that this host itself runs on.</summary>
    public static string Dotnet { get; } = FindDotnet();

    /// <summary>What the app host's build has made of the project, in the configuration in which the app host itself was built.</summary>
    /// <exception cref="CannotStartException">It has not been built.</exception>
    public static string Of(ProjectResource project, string appHostDirectory)
    {
        var output = Path.GetRelativePath(appHostDirectory, AppContext.BaseDirectory);
        var program = Path.GetFullPath(Path.Combine(FolderOf(project), output, $"{project.Section}.dll"));
        return File.Exists(program)
            ? program
            : throw new CannotStartException($"'{project.Name}' is not built: there is no {program}. Build the app host, which builds it too.");
    }

    /// <summary>Where the process works: its folder of the source tree, as under Aspire.</summary>
    public static string FolderOf(ProjectResource project) => Path.GetDirectoryName(project.ProjectPath) ?? "/";

    private static string FindDotnet()
    {
        // …/dotnet/shared/Microsoft.NETCore.App/10.0.1/
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        return File.Exists(beside) ? beside : "dotnet";
    }
}
