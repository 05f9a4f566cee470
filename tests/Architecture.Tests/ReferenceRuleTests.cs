namespace Papers.Architecture.Tests;

public sealed class ReferenceRuleTests
{
    [Fact]
    public void Projects_reference_only_what_they_may()
    {
        var references = ReferenceRule.Read();
        Assert.Equal(5, references.Count(reference => reference is { From: "AppHost", IsBuildOnly: true }));

        Assert.DoesNotContain(references, reference => !ReferenceRule.IsAllowed(reference));
    }

    [Theory]
    [InlineData("Ingest", "Tagging", false)]
    [InlineData("Ingest", "Tagging", true)]
    [InlineData("Contracts", "ServiceDefaults", false)]
    [InlineData("LocalServers", "Contracts", false)]
    [InlineData("ServiceDefaults", "Web", false)]
    [InlineData("AppHost", "Web", false)]
    public void A_forbidden_reference_is_found(string from, string to, bool isBuildOnly) =>
        Assert.False(ReferenceRule.IsAllowed(new(from, to, isBuildOnly)));

    [Fact]
    public void All_references_of_one_element_are_read()
    {
        var project = new SourceFile("src/Web/Web.csproj", """
            <Project><ItemGroup>
              <ProjectReference Include="..\Contracts\Contracts.csproj;../Ingest/Ingest.csproj" />
            </ItemGroup></Project>
            """);

        Assert.Equal([new("Web", "Contracts", false), new("Web", "Ingest", false)], ReferenceRule.Read(project));
    }
}
