using System.Globalization;
using System.Text.Json;
using Papers.Testing;
using Papers.Testing.Harvest;

namespace Papers.Ingest.Tests.Harvest;

/// <summary>What the sources really answered, served again: it needs the folder of real data, which is no part of the repository.</summary>
[Trait("Category", "Long")]
public sealed class RealRepliesTests(TestServers servers) : HarvestTest(servers)
{
    [Fact]
    public async Task Every_daily_list_of_Hugging_Face_since_2024_is_caught_up_with()
    {
        using var folder = new TemporaryFolder();
        var lists = (await RealData.UnpackDailyListsAsync(folder.Path, Cancellation)).ToDictionary(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText);
        var ids = lists.Values.SelectMany(IdsIn).ToHashSet(StringComparer.Ordinal);
        var (first, last) = (DayOf(lists.Keys.Min()!), DayOf(lists.Keys.Max()!)); // there are hundreds
        for (var day = first; day <= last.AddDays(4); day = day.AddDays(1))
        {
            var name = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            Stub.On($"/api/daily_papers?date={name}&limit=100", lists.GetValueOrDefault(name, "[]"));
        }

        Time.SetUtcNow(last.AddDays(3).ToDateTime(new(12, 0), DateTimeKind.Utc));
        var harvest = HarvestAsync(NewReplica("HuggingFaceDaily", ("From", lists.Keys.Min()!)), "HuggingFaceDaily"); // as above
        while (!harvest.IsCompleted)
        {
            // As the relay does: a harvest waits while many events do.
            await using (var relay = Db.CreateCommand("DELETE FROM outbox"))
            {
                await relay.ExecuteNonQueryAsync(Cancellation);
            }

            await Task.WhenAny(harvest, Task.Delay(50, Cancellation));
        }

        var status = await harvest;

        Assert.Equal((ids.Count, 0L, 0, null), (status.NewPapers, status.Rejected, status.FailuresInARow, status.LastError));
        Assert.Equal(string.Join(' ', ids.Order(StringComparer.Ordinal)), await PapersAsync());
        Assert.Equal(1, Stub.MostAtATime);
    }

    [Fact]
    public async Task ArXivs_three_ways_of_telling_are_understood()
    {
        Stub.On("/rss/cs.CL", await File.ReadAllTextAsync(RealData.PathOf("arxiv-rss/sample_rss_announcement.xml"), Cancellation));
        Stub.On("/oai?verb=ListRecords&metadataPrefix=arXiv&set=physics:hep-ex&from=2017-12-14", await File.ReadAllTextAsync(RealData.PathOf("arxiv-oai/arxiv-physics-hep-ex.xml"), Cancellation));
        Stub.On(
            "/api/query?search_query=testing&sortBy=lastUpdatedDate&sortOrder=descending&start=0&max_results=10",
            await File.ReadAllTextAsync(RealData.PathOf("arxiv-atom/q_testing_s0_m10_bc5a6c384fe9.xml"), Cancellation));

        var rss = await HarvestAsync(NewReplica("ArxivRss", ("Categories", "cs.CL")), "ArxivRss");
        var oai = await HarvestAsync(NewReplica("ArxivOaiPmh", ("Sets", "physics:hep-ex"), ("From", "2017-12-14")), "ArxivOaiPmh");
        var atom = await HarvestAsync(NewReplica("ArxivAtom", ("Query", "testing"), ("PageSize", "10"), ("From", "2026-01-01")), "ArxivAtom");

        Assert.Equal((1L, 3L, 10L), (rss.NewPapers, oai.NewPapers, atom.NewPapers));
        Assert.Equal((null, null, null), (rss.LastError, oai.LastError, atom.LastError));
        Assert.Contains("1706.05371", await PapersAsync(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> IdsIn(string list)
    {
        using var rows = JsonDocument.Parse(list);
        return [.. rows.RootElement.EnumerateArray().Select(row => row.GetProperty("paper").GetProperty("id").GetString()!)]; // each has one
    }

    private static DateOnly DayOf(string name) => DateOnly.ParseExact(name, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
