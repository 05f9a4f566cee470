using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

public sealed class ParameterValuesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ParameterResource _parameter = new("admin-token", new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true);

    [Fact]
    public void A_generated_value_is_long_enough_and_needs_no_escaping()
    {
        var value = Values().ValueOf(_parameter);

        Assert.Equal(32, value.Length);
        Assert.All(value, character => Assert.True(char.IsAsciiLetterOrDigit(character)));
    }

    [Fact]
    public void A_generated_value_is_kept_for_the_next_run_where_only_its_owner_can_read_it()
    {
        var value = Values().ValueOf(_parameter);

        Assert.Equal(value, Values().ValueOf(_parameter));
        var file = Assert.Single(Directory.GetFiles(_folder.Path));
        Assert.Equal(Values().FileOf(_parameter), file);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(value, File.ReadAllText(file).Trim());
    }

    [Theory]
    [InlineData("Parameters:admin-token")]
    [InlineData("Parameters:admin_token")]
    public void A_given_value_wins_and_is_not_kept(string key)
    {
        Assert.Equal("given", Values((key, "given")).ValueOf(_parameter));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Two_runs_elsewhere_have_two_values()
    {
        using var other = new TemporaryFolder();

        Assert.NotEqual(Values().ValueOf(_parameter), new ParameterValues(new ConfigurationManager(), other.Path).ValueOf(_parameter));
    }

    [Fact]
    public void An_empty_file_is_named_rather_than_filled_anew()
    {
        File.WriteAllText(Values().FileOf(_parameter), "\n");

        var refusal = Assert.Throws<CannotStartException>(() => Values().ValueOf(_parameter));

        Assert.Contains(Values().FileOf(_parameter), refusal.Message);
    }

    public void Dispose() => _folder.Dispose();

    private ParameterValues Values(params (string Key, string Value)[] settings) => new(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value))).Build(),
        _folder.Path);
}
