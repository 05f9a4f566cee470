namespace Papers.Architecture.Tests;

public sealed class FolderCycleRuleTests
{
    public static TheoryData<string> Projects => ["ServiceDefaults", "src/Ingest", "src/LinkCheck", "src/Notification", "src/Tagging", "src/Web"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_of_a_project_do_not_refer_to_each_other_in_a_circle(string project)
    {
        var files = SourceTree.Files("*.cs", project).Concat(SourceTree.Files("*.razor", project)).ToList();
        Assert.NotEmpty(files);

        Assert.Empty(FolderCycleRule.Violations(project, files));
    }

    [Fact]
    public void Every_project_with_folders_is_listed()
    {
        string[] notServices = ["src/Contracts", "src/LocalServers"];
        var projects = SourceTree.Files("*.csproj", "src", "ServiceDefaults").Select(file => Path.GetDirectoryName(file.Path)!);

        Assert.Equal(projects.Except(notServices).Order(), Projects.Select(row => row.Data).Order());
    }

    [Theory]
    [InlineData("using Papers.Web.Lists;")]
    [InlineData("global using static Papers.Web.Lists.PaperList;")]
    [InlineData("using Page = Papers.Web.Lists.PaperList;")]
    [InlineData("var list = new Papers.Web.Lists.PaperList();")]
    [InlineData("var list = new Lists.PaperList();")]
    public void A_reference_back_is_found_as_a_circle(string reference)
    {
        var violation = Assert.Single(FolderCycleRule.Violations("src/Web",
        [
            new("src/Web/Lists/PaperList.cs", "using Papers.Web.Search;\nnamespace Papers.Web.Lists;\npublic sealed class PaperList;"),
            new("src/Web/Search/Hits.cs", $"{reference}\nnamespace Papers.Web.Search;"),
        ]));

        Assert.Equal("src/Web: Lists → Search → Lists (src/Web/Lists/PaperList.cs, src/Web/Search/Hits.cs)", violation);
    }

    [Fact]
    public void A_circle_over_three_folders_is_found_once()
    {
        var violation = Assert.Single(FolderCycleRule.Violations("ServiceDefaults",
        [
            new("ServiceDefaults/Health/Check.cs", "using Papers.ServiceDefaults.Postgres;"),
            new("ServiceDefaults/Postgres/Login.cs", "using Papers.ServiceDefaults.Messaging;"),
            new("ServiceDefaults/Messaging/Bus.cs", "using Papers.ServiceDefaults.Health;"),
        ]));

        Assert.Contains("Health → Postgres → Messaging → Health", violation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_component_that_the_project_imports_everywhere_counts_where_it_is_used()
    {
        var violation = Assert.Single(FolderCycleRule.Violations("src/Web",
        [
            new("src/Web/_Imports.razor", "@using Papers.Web.Lists\n"),
            new("src/Web/Lists/PaperList.razor", "@using Papers.Web.Search\n<p></p>"),
            new("src/Web/Search/SearchPage.razor", "<PaperList />"),
            new("src/Web/About/AboutPage.razor", "<p></p>"),
        ]));

        Assert.Contains("Lists → Search → Lists", violation, StringComparison.Ordinal);
    }

    [Fact]
    public void References_in_one_direction_are_no_circle() =>
        Assert.Empty(FolderCycleRule.Violations("src/Web",
        [
            new("src/Web/Program.cs", "using Papers.Web.Lists;\nusing Papers.Web.Search;"),
            new("src/Web/Lists/PaperList.cs", "using Papers.Web.Search;\nusing Papers.Contracts.Web;\n// Search uses Lists.PaperList"),
            new("src/Web/Lists/Deep/Row.cs", "using Papers.Web.Lists;\nnamespace Papers.Web.Lists.Deep;"),
            new("src/Web/Search/Hits.cs", "var count = Lists.Count; // see Lists.PaperList"),
        ]));
}
