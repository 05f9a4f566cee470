namespace Papers.Architecture.Tests;

public sealed class ReferenceRuleTests
{
    [Fact]
    public void Projects_know_only_whom_they_may()
    {
        var references = ReferenceRule.Read();
        Assert.Equal(5, references.Count(reference => reference is { From: "AppHost", IsForBuildAlone: true }));

        Assert.DoesNotContain(references, reference => !ReferenceRule.IsAllowed(reference));
    }

    [Theory]
    [InlineData("Ingest", "Tagging", false)]
    [InlineData("Ingest", "Tagging", true)]
    [InlineData("Contracts", "ServiceDefaults", false)]
    [InlineData("SearchLanguage", "Contracts", false)]
    [InlineData("LocalServers", "Contracts", false)]
    [InlineData("ServiceDefaults", "Web", false)]
    [InlineData("Ingest", "SearchLanguage", false)]
    [InlineData("AppHost", "Web", false)]
    public void What_crosses_a_wall_is_found(string from, string to, bool isForBuildAlone) =>
        Assert.False(ReferenceRule.IsAllowed(new(from, to, isForBuildAlone)));

    [Fact]
    public void Several_in_one_element_are_all_read()
    {
        var project = new SourceFile("src/Web/Web.csproj", """<Project><ItemGroup><ProjectReference Include="..\Contracts\Contracts.csproj;../Ingest/Ingest.csproj" /></ItemGroup></Project>""");

        Assert.Equal([new("Web", "Contracts", false), new("Web", "Ingest", false)], ReferenceRule.Read(project));
    }
}
