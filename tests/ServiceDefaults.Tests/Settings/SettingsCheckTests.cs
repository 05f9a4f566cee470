using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Papers.ServiceDefaults.Settings;

namespace Papers.ServiceDefaults.Tests.Settings;

public sealed class SettingsCheckTests
{
    [Fact]
    public void Accepts_settings_that_are_right() =>
        Assert.Empty(Faults(
            ("Shop:Size", "3"), ("Shop:Every", "00:00:05"), ("Shop:From", "2026-01-31"), ("Shop:Most", ""), ("Shop:Colour", "red"),
            ("Shop:Names:0", "a"), ("Shop:Inner:Port", "25"), ("Offline", "TRUE"), ("Elsewhere", "x")));

    [Theory]
    [InlineData("Shop:Size", "0", "1 and 16")]
    [InlineData("Shop:Size", "many", "whole number")]
    [InlineData("Shop:Size", "99999999999", "whole number")]
    [InlineData("Shop:Size", "", "whole number")]
    [InlineData("Shop:Most", "x", "whole number")]
    [InlineData("Shop:Every", "soon", "time such as")]
    [InlineData("Shop:From", "yesterday", "date such as")]
    [InlineData("Shop:Colour", "mauve", "Red or Green")]
    [InlineData("Shop:Inner:Port", "70000", "1 and 65535")]
    [InlineData("Shop:Inner:Port", "smtp", "whole number")]
    [InlineData("Shop:Title", "", "give it a title")]
    [InlineData("Shop:Even", "3", "an even number")]
    [InlineData("Folder:Path", "", "name a folder")]
    [InlineData("Offline", "maybe", "true or false")]
    public void Names_the_setting_its_value_and_the_cure(string name, string value, string cure)
    {
        var fault = Assert.Single(Faults((name, value)));

        Assert.StartsWith($"{name} is \"{value}\": ", fault, StringComparison.Ordinal);
        Assert.Contains(cure, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_so_where_a_needed_setting_is_missing() =>
        Assert.StartsWith("Shop:Owner is not set: ", Assert.Single(Faults(("Shop:Owner", null))), StringComparison.Ordinal);

    [Fact]
    public void Shows_no_secret()
    {
        Assert.DoesNotContain("hunter2", Assert.Single(Faults(("Shop:Inner:Password", "hunter2"))), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", Assert.Single(Faults(("Shop:Title", "http://me:hunter2@host/ is far too long for a title"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_a_fault_in_one_line_whatever_the_value() =>
        Assert.DoesNotContain('\n', Assert.Single(Faults(("Shop:Title", "two\nlines that are far too long for a title"))));

    [Theory]
    [InlineData("Shop:Sise", "Shop:Size")]
    [InlineData("Shop:inner:prot", "Shop:Inner:Port")]
    [InlineData("Shop:Iner:Port", "Shop:Inner:Port")]
    [InlineData("Shop:Replica", "Shop:Replicas")]
    [InlineData("Shop:Entirely:Different", null)]
    public void Finds_an_unknown_setting_and_the_name_most_like_it(string name, string? similar) =>
        Assert.Equal([new UnknownSetting(name, similar)], Unknown((name, "1")));

    [Theory]
    [InlineData("Shop:Size")]
    [InlineData("SHOP:INNER:PORT")]
    [InlineData("Shop:Names")]
    [InlineData("Shop:Names:1")]
    [InlineData("Shop:Replicas")]
    [InlineData("Shop:Bind")]
    [InlineData("Folder:Nobody:Knows")]
    [InlineData("Elsewhere:Nobody:Knows")]
    public void Known_settings_and_sections_of_others_are_left_alone(string name) => Assert.Empty(Unknown((name, "1")));

    private static IReadOnlyList<string> Faults(params (string Name, string? Value)[] settings) => SettingsCheck.FindFaults(Services(settings));

    private static IReadOnlyList<UnknownSetting> Unknown(params (string Name, string? Value)[] settings)
    {
        var services = Services(settings);
        return SettingsCheck.FindUnknown(services.GetRequiredService<IConfiguration>(), services.GetRequiredService<KnownSettings>(), new ServiceName("shop"));
    }

    private static ServiceProvider Services((string Name, string? Value)[] settings)
    {
        Dictionary<string, string?> all = new(StringComparer.OrdinalIgnoreCase) { ["Shop:Owner"] = "somebody" };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
        services.AddSettings<ShopOptions>("Shop");
        services.AddSettings<FolderOptions>("Folder", isOwn: false);
        services.AddSetting<bool>("Offline");
        return services.BuildServiceProvider();
    }

    private sealed class ShopOptions : IValidatableObject
    {
        [Range(1, 16, ErrorMessage = "set it between 1 and 16")]
        public int Size { get; set; } = 1;

        public int Even { get; set; }

        public int? Most { get; set; }

        public TimeSpan Every { get; set; }

        public DateOnly? From { get; set; }

        public Colour Colour { get; set; }

        public string[] Names { get; set; } = [];

        [Required(ErrorMessage = "give it a title"), StringLength(20, ErrorMessage = "shorten it")]
        public string Title { get; init; } = "a title";

        [Required(ErrorMessage = "name the owner")]
        public string? Owner { get; set; }

        [ValidateObjectMembers]
        public InnerOptions Inner { get; set; } = new();

        public bool IsEven => Even % 2 == 0;

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
            IsEven ? [] : [new("set it to an even number", [nameof(Even)])];
    }

    private sealed class InnerOptions
    {
        [Range(1, 65535, ErrorMessage = "set it between 1 and 65535")]
        public int Port { get; set; } = 1;

        [StringLength(3, ErrorMessage = "shorten it")]
        public string? Password { get; set; }
    }

    private sealed class FolderOptions
    {
        [Required(ErrorMessage = "name a folder")]
        public string Path { get; set; } = "here";
    }

    private enum Colour
    {
        Red,
        Green,
    }
}
