using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Import;

namespace Papers.Ingest.Tests.Import;

public sealed class ImportOptionsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("options-").FullName;

    [Fact]
    public void What_is_set_is_taken()
    {
        var options = Read(("Ingest:Inbox", Path.Combine(_folder, "in")), ("Ingest:Samples", "false"), ("Ingest:QuietTime", "00:00:10"));

        Assert.Equal((Path.Combine(_folder, "in"), false, TimeSpan.FromSeconds(10)), (options.Inbox, options.Samples, options.QuietTime));
        Assert.True(Directory.Exists(Path.Combine(_folder, "in", "done")));
    }

    [Theory]
    [InlineData("Ingest:Inbox", "")]
    [InlineData("Ingest:Inbox", "/proc/inbox")]
    [InlineData("Ingest:UploadLimit", "0")]
    [InlineData("Ingest:FilesAtATime", "0")]
    [InlineData("Ingest:QuietTime", "-00:00:01")]
    public void What_cannot_be_is_told_with_its_key(string key, string value)
    {
        var fault = Assert.Throws<OptionsValidationException>(() => Read(("Ingest:Inbox", _folder), (key, value)));

        Assert.Contains(key, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_a_limit_of_no_waiting_events()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Ingest:MostEventsWaiting", "0")]).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddCatalogue().BuildServiceProvider();

        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<CatalogueOptions>>().Value);

        Assert.Contains("Ingest:MostEventsWaiting", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ImportOptions Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings
            .GroupBy(setting => setting.Key)
            .Select(group => KeyValuePair.Create(group.Key, (string?)group.Last().Value))).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddImport().BuildServiceProvider();
        return services.GetRequiredService<IOptions<ImportOptions>>().Value;
    }
}
