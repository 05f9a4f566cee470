namespace Papers.Architecture.Tests;

public sealed class SchemaRuleTests
{
    [Fact]
    public void Each_service_speaks_of_its_own_tables_alone()
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
    public void A_schema_that_is_named_is_found(string sql) => Assert.NotEmpty(SchemaRule.Violations(new("sample.sql", sql)));

    [Theory]
    [InlineData("CREATE TABLE papers (id text)")]
    [InlineData("SELECT web.title FROM papers web WHERE web.id = $1 -- not FROM ingest.papers")]
    [InlineData("""var host = "from web.example.org"; """)]
    public void What_names_none_is_left_alone(string sql) => Assert.Empty(SchemaRule.Violations(new("sample.sql", sql)));
}
