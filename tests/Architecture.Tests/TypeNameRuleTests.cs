namespace Papers.Architecture.Tests;

public sealed class TypeNameRuleTests
{
    [Fact]
    public void No_two_types_share_a_name()
    {
        var files = SourceTree.Files("*.cs", "src", "ServiceDefaults");
        Assert.NotEmpty(files);

        Assert.Empty(TypeNameRule.Violations(files));
    }

    [Fact]
    public void Two_types_with_one_name_are_found()
    {
        var violation = Assert.Single(TypeNameRule.Violations(
        [
            new("src/Web/Votes.cs", "namespace Papers.Web;\n\npublic sealed class Votes;\ninternal static partial class Log;"),
            new("src/Ingest/Votes.cs", "namespace Papers.Ingest;\n\ninternal readonly record struct Votes(int Count)\n{\n    private static class Log;\n}"),
        ]));

        Assert.Equal("Votes: src/Web/Votes.cs, src/Ingest/Votes.cs", violation);
    }

    [Fact]
    public void The_parts_of_a_partial_type_in_one_file_are_one_type() =>
        Assert.Empty(TypeNameRule.Violations([new("src/Web/Votes.cs", "public partial class Votes;\npublic partial class Votes;")]));
}
