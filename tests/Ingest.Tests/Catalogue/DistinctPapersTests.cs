using Papers.Ingest.Import;
using Papers.Ingest.Sources;
using Papers.Ingest.Sources.HuggingFaceDaily;
using Papers.Ingest.Sources.JsonLines;
using Papers.Testing;

namespace Papers.Ingest.Tests.Catalogue;

/// <summary>All that the real data holds, in two orders: it needs the folder of real data, which is no part of the repository.</summary>
public sealed class DistinctPapersTests(TestServers servers) : IngestTest(servers)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Category", "Long")]
    public async Task Daily_lists_and_arxiv_make_the_same_number_of_papers_in_any_order(int seed)
    {
        var days = (await RealData.UnpackDailyListsAsync(Folder, Cancellation)).Select(path => (Path: path, Format: (ISourceFormat)new HuggingFaceDailyFormat()));
        var files = days.Append((RealData.PathOf("arxiv.jsonl.gz"), new JsonLinesFormat())).ToArray();
        new Random(seed).Shuffle(files);
        var replica = NewReplica();
        var records = 0;
        foreach (var (path, format) in files)
        {
            await foreach (var batch in FileReading.ReadAsync(path, format, new(2030, 1, 1), 0, DateTimeOffset.MaxValue, long.MaxValue, Cancellation))
            {
                Assert.Empty(batch.Rejects);
                records += (await replica.SaveAsync(batch.ReadAt, batch.Records, batch.Deletions)).Records.Count;
            }
        }

        Assert.Equal(6_942 + 47_919, records);
        Assert.Equal(52_113, await replica.AskAsync<long>("SELECT count(*) FROM papers WHERE withdrawn_at IS NULL"));
        Assert.StartsWith("52113/", await replica.TotalsAsync(), StringComparison.Ordinal);
    }
}
