using System.Text;
using CsCheck;
using Papers.Ingest.Harvest;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;
using Papers.Ingest.Tests.Sources;

namespace Papers.Ingest.Tests.Fuzz;

public sealed class FuzzedReadingTests
{
    private const int Inputs = 1_000;

    public static TheoryData<string> Readers => [.. FuzzedReaders.All.Select(reader => reader.Name)];

    [Theory]
    [MemberData(nameof(Readers))]
    public void The_sample_of_each_reader_is_read_without_a_reject(string name)
    {
        var reader = FuzzedReaders.Get(name);
        var entries = reader.Read(new MemoryStream(Encoding.UTF8.GetBytes(reader.Sample)), TestContexts.Undated).ToList();

        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.IsType<ReadRecord>(entry));
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void No_mutated_input_breaks_a_reader(string name)
    {
        var reader = FuzzedReaders.Get(name);
        byte[][] seeds = [Encoding.UTF8.GetBytes(reader.Sample), .. FuzzedReaders.All.Select(other => Encoding.UTF8.GetBytes(other.Sample))];

        Gen.Int[0, int.MaxValue - 1].Sample(
            seed => Assert.Null(FuzzedReading.FindFault(reader, MutatedInput.Make(new Random(seed), seed % 3 == 0 ? seeds : seeds[..1], reader.Tokens), seed)),
            iter: Inputs,
            threads: 1);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void Packed_data_that_stops_before_its_end_is_told(string name)
    {
        var reader = FuzzedReaders.Get(name);
        using var text = new PiecewiseStream(Encoding.UTF8.GetBytes(reader.Sample), 1, isDamaged: true);

        if (reader.IsReply)
        {
            Assert.Throws<UnreadableReplyException>(() => reader.Read(text, TestContexts.Undated).ToList());
        }
        else
        {
            Assert.IsType<RejectedEntry>(reader.Read(text, TestContexts.Undated).Last());
        }
    }
}
