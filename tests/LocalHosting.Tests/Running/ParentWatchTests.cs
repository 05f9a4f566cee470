using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

public sealed class ParentWatchTests
{
    [Theory]
    [InlineData("dotnet run --project AppHost", true)]
    [InlineData("/usr/share/dotnet/dotnet run", true)]
    [InlineData("dotnet watch run", true)]
    [InlineData("/usr/bin/bash -c dotnet run", false)]
    [InlineData("dotnet exec AppHost.dll", false)]
    [InlineData("dotnet", false)]
    [InlineData("", false)]
    public void Only_a_parent_that_runs_the_project_is_watched(string commandLine, bool isWatched) =>
        Assert.Equal(isWatched, ParentWatch.IsDotnetRun(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
