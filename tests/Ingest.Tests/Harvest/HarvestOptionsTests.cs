using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Papers.Ingest.Harvest;
using Papers.Ingest.Sources;
using Papers.Ingest.Sources.HuggingFaceDaily;

namespace Papers.Ingest.Tests.Harvest;

public sealed class HarvestOptionsTests
{
    [Theory]
    [InlineData("Ingest:Sources:HuggingFaceDaily:BaseUrl", "huggingface.co")]
    [InlineData("Ingest:Sources:HuggingFaceDaily:From", "1999-01-01")]
    [InlineData("Ingest:Sources:HuggingFaceDaily:RecentDays", "0")]
    [InlineData("Ingest:Sources:ArxivRss:MinRequestInterval", "00:00:01")]
    [InlineData("Ingest:Sources:ArxivRss:Politeness", "00:00:01")]
    [InlineData("Ingest:Sources:ArxivRss:Categories", "cs CL!")]
    [InlineData("Ingest:Sources:ArxivAtom:PageSize", "2001")]
    [InlineData("Ingest:Sources:ArxivAtom:Interval", "00:00:00")]
    [InlineData("Ingest:Sources:ArxivOaiPmh:Sets", "a b/c")]
    [InlineData("Ingest:Harvest:PollInterval", "00:00:00")]
    public void What_cannot_be_is_told_with_its_key(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddHarvest().AddSources().BuildServiceProvider();

        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(key, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MinRequestInterval")]
    [InlineData("Politeness")]
    public void Reads_the_request_interval_by_its_name_and_its_former_name(string setting)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new($"Ingest:Sources:HuggingFaceDaily:{setting}", "00:00:07")]).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddHarvest().AddSources().BuildServiceProvider();

        Assert.Equal(TimeSpan.FromSeconds(7), services.GetRequiredService<IOptions<HuggingFaceDailyOptions>>().Value.MinRequestInterval);
    }
}
