using Papers.LocalHosting.Dashboard.Resources;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Dashboard.Resources;

public sealed class SecretMaskTests
{
    [Fact]
    public void A_secret_is_hidden_wherever_it_stands()
    {
        var board = Board(new ResourceVariable("ADMIN", "s3cret/value+1", IsSecret: true));
        var mask = SecretMask.Of(board);

        var shown = mask.Hide(board.Resources[0] with
        {
            Note = "The server refused s3cret/value+1.",
            Source = "tool --with=s3cret/value+1",
            Endpoints = [new("http", "http://localhost:1/?key=s3cret%2Fvalue%2B1")],
            HealthChecks = [new() { Name = "check", Health = ResourceHealth.Unhealthy, Description = "s3cret/value+1 is wrong", CheckedAt = default }],
        });

        Assert.DoesNotContain("s3cret", $"{shown.Note} {shown.Source} {shown.Endpoints[0]} {shown.HealthChecks[0]} {shown.Environment[0]}");
        Assert.Equal("The server refused ••••••••.", shown.Note);
    }

    [Theory]
    [InlineData("POSTGRES_PASSWORD")]
    [InlineData("Notification__Smtp__Password")]
    [InlineData("Admin__Token")]
    [InlineData("CLIENT_SECRET")]
    [InlineData("OPENAI_API_KEY")]
    [InlineData("Api__ApiKey")]
    [InlineData("Mail__SigningKey")]
    public void What_is_named_like_a_secret_is_hidden_though_nobody_marked_it(string name) =>
        Assert.Equal(SecretMask.Mask, Shown(new(name, "value")).Value);

    [Theory]
    [InlineData("postgresql://postgres:p%40ss@localhost:5432/papersdb", "postgresql://postgres:••••••••@localhost:5432/papersdb")]
    [InlineData("redis://:pass@localhost:6379", "redis://:••••••••@localhost:6379")]
    [InlineData("Host=localhost;Port=5432;Username=postgres;Password=p,a ss;Database=papersdb", "Host=localhost;Port=5432;Username=postgres;Password=••••••••;Database=papersdb")]
    [InlineData("Host=localhost;Password=\"a;b\";Database=papersdb", "Host=localhost;Password=••••••••;Database=papersdb")]
    [InlineData("localhost:40004,password=pass", "localhost:40004,password=••••••••")]
    public void Passwords_within_addresses_and_connection_strings_are_hidden(string value, string expected) =>
        Assert.Equal(expected, Shown(new("VALUE", value)).Value);

    [Theory]
    [InlineData("ASPNETCORE_URLS", "http://localhost:5101")]
    [InlineData("Offline", "false")]
    [InlineData("KEYBOARD", "qwerty")]
    [InlineData("Web__PublicUrl", "http://localhost:8080/a:b@c")]
    public void Everything_else_is_shown_as_it_is(string name, string value) =>
        Assert.Equal(new ResourceVariable(name, value), Shown(new(name, value)));

    [Fact]
    public void A_short_secret_does_not_hide_every_word_like_it() =>
        Assert.Equal("5432", SecretMask.Of(Board(new ResourceVariable("PIN", "5432", IsSecret: true))).Hide("5432"));

    private static ResourceVariable Shown(ResourceVariable variable)
    {
        var board = Board(variable);
        return SecretMask.Of(board).Hide(board.Resources[0]).Environment[0];
    }

    private static BoardSnapshot Board(ResourceVariable variable) =>
        new(1, [new ResourceSnapshot { Name = "web", Kind = ResourceKind.Project, Environment = [variable] }]);
}
