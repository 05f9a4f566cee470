namespace Papers.Architecture.Tests;

public sealed class SchemaRuleTests
{
    [Fact]
    public void No_SQL_names_a_schema()
    {
        var migrations = SourceTree.Files("*.sql", "src", "ServiceDefaults");
        Assert.True(migrations.Count >= 6);

        Assert.Empty(migrations.Concat(SourceTree.Files("*.cs", "src", "ServiceDefaults")).SelectMany(SchemaRule.Violations));
    }

    [Theory]
    [InlineData("CREATE TABLE web.papers (id text)")]
    [InlineData("create unlogged table if not exists public.papers (id text)")]
    [InlineData("SELECT id FROM ingest.papers")]
    [InlineData("INSERT INTO \"tagging\".\"paper_tags\" VALUES ($1)")]
    [InlineData("SELECT 1 FROM papers JOIN linkcheck.links USING (id)")]
    [InlineData("CREATE INDEX ON notification.subscriptions (address)")]
    [InlineData("UPDATE web.papers SET title = $1")]
    public void A_named_schema_is_found(string sql) => Assert.NotEmpty(SchemaRule.Violations(new("sample.sql", sql)));

    [Theory]
    [InlineData("CREATE TABLE papers (id text)")]
    [InlineData("SELECT web.title FROM papers web WHERE web.id = $1 -- not FROM ingest.papers")]
    [InlineData("""var host = "from web.example.org"; """)]
    public void SQL_without_a_schema_is_allowed(string sql) => Assert.Empty(SchemaRule.Violations(new("sample.sql", sql)));
}
