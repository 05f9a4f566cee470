namespace Papers.Architecture.Tests;

public sealed class SharedKeyRuleTests
{
    [Fact]
    public void Every_shared_key_is_documented_and_all_others_are_private() =>
        Assert.Empty(SourceTree.Files("*.cs", "src").SelectMany(SharedKeyRule.Violations));

    [Fact]
    public void A_key_that_does_not_say_who_reads_it_is_found()
    {
        var file = new SourceFile(SharedKeyRule.Home, """
            public static class SharedKeys
            {
                /// <summary>The most read. Writer: Web. Lifetime: a day. On a miss: nothing is shown.</summary>
                public static string Trending(DateOnly day) => $"trending:{day:O}";
            }
            """);

        Assert.Equal([$"{SharedKeyRule.Home}: Trending does not say Readers:"], SharedKeyRule.Violations(file));
    }

    [Fact]
    public void One_that_says_all_is_not()
    {
        var file = new SourceFile(SharedKeyRule.Home, """
            public static class SharedKeys
            {
                /// <summary>
                /// The most read. Writer: Web. Readers: Notification. Lifetime: a day.
                /// On a miss: the digest waits.
                /// </summary>
                public const string Trending = "trending";
            }
            """);

        Assert.Empty(SharedKeyRule.Violations(file));
    }

    [Fact]
    public void A_service_that_goes_round_its_prefix_is_found() =>
        Assert.NotEmpty(SharedKeyRule.Violations(new("src/Web/Votes.cs", "var redis = multiplexer.GetDatabase();")));
}
