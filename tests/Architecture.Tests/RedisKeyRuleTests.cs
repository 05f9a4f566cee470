namespace Papers.Architecture.Tests;

public sealed class RedisKeyRuleTests
{
    [Fact]
    public void Every_key_has_the_prefix_of_its_service()
    {
        var files = SourceTree.Files("*.cs", "src");
        Assert.Contains(files, file => file.Text.Contains("IDatabase redis", StringComparison.Ordinal));

        Assert.Empty(files.SelectMany(RedisKeyRule.Violations));
    }

    [Fact]
    public void A_database_without_the_prefix_is_found() =>
        Assert.NotEmpty(RedisKeyRule.Violations(new("src/Web/Votes.cs", "var redis = multiplexer.GetDatabase();")));
}
