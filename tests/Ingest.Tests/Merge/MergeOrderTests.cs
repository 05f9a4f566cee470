using CsCheck;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Merge;
using Papers.Ingest.Records;

namespace Papers.Ingest.Tests.Merge;

/// <summary>Whatever order files come in, the same papers result.</summary>
public sealed class MergeOrderTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Sources = [SourceNames.JsonLines, SourceNames.BibTex, SourceNames.PageDump, SourceNames.Csv, SourceNames.ArxivAtom];
    private static readonly string[][] Authors = [[], ["Ada Lovelace"], ["Alan Turing"], ["A. Lovelace", "Alan Turing"]];

    private static readonly Gen<SourceRecord> Record = Gen.Select(
        Gen.Int[0, Sources.Length - 1],
        Gen.Int[0, 4],
        Gen.Int[0, 4],
        Gen.Int[0, 2],
        Gen.Int[0, Authors.Length - 1],
        (source, id, doi, title, authors) => new SourceRecord
        {
            Source = Sources[source],
            ArxivId = id is 1 or 2 ? $"2503.{id:00000}" : null,
            Doi = doi is 1 or 2 ? $"10.1000/{doi}" : null,
            Title = $"Title {title}",
            Abstract = $"Abstract of {source}",
            Authors = Authors[authors],
        });

    // A source that contradicts itself under one key is believed when it spoke last, whatever the others say.
    private static readonly Gen<SourceRecord[]> Records = Record.Array[1, 7]
        .Select(records => records.DistinctBy(record => (record.Source, DigestedRecord.Of(record).Key)).ToArray());

    [Fact]
    public void Records_in_any_order_make_the_same_papers() =>
        Gen.Select(Records, Gen.Int[0, int.MaxValue]).Sample(
            (records, seed) =>
            {
                var shuffled = records.ToArray();
                new Random(seed).Shuffle(shuffled);
                var (one, other) = (Papers(records), Papers(shuffled));
                if (one != other)
                {
                    throw new InvalidOperationException($"{Show(records)}\nmake\n{one}\nbut\n{Show(shuffled)}\nmake\n{other}");
                }
            },
            iter: 20_000);

    [Fact]
    public void Two_arxiv_identifiers_are_never_one_paper() =>
        Records.Sample(
            records =>
            {
                foreach (var paper in Apply(records).All.Where(paper => paper.IsLive))
                {
                    Assert.True(paper.Statements.Keys.Select(id => id.Key).Where(RecordKey.IsArxivId).Distinct().Count() <= 1);
                }
            },
            iter: 2_000);

    [Fact]
    public void All_that_was_said_is_kept_and_the_same_again_changes_nothing() =>
        Records.Sample(
            records =>
            {
                var papers = Apply(records);
                Assert.Equal(records.Length, papers.All.Sum(paper => paper.Statements.Count));
                Assert.All(records, record => Assert.Equal(RecordOutcome.Unchanged, new MergeBatch(papers, Now, Now).Apply(DigestedRecord.Of(record))));
            },
            iter: 2_000);

    private static KnownPapers Apply(SourceRecord[] records)
    {
        var papers = new KnownPapers([], new HashSet<string>());
        foreach (var record in records)
        {
            new MergeBatch(papers, Now, Now).Apply(DigestedRecord.Of(record));
        }

        return papers;
    }

    /// <summary>What each paper says and by whom, without its name, which is that by which it was known first.</summary>
    private static string Papers(SourceRecord[] records) => string.Join('\n', Apply(records).All
        .Where(paper => paper.IsLive)
        .Select(paper =>
        {
            var said = string.Join(' ', paper.Statements.Keys.Select(id => $"{id.Source}:{id.Key}").Order(StringComparer.Ordinal));
            var record = paper.Canonical!; // what stands has one
            return $"{said} = {record.ArxivId} {record.Doi} {record.Title} {record.Abstract} {string.Join(';', record.Authors)}";
        })
        .Order(StringComparer.Ordinal));

    private static string Show(SourceRecord[] records) => string.Join('\n', records.Select(record =>
        $"  {record.Source} {record.ArxivId ?? "-"} {record.Doi ?? "-"} {record.Title} by {string.Join(';', record.Authors)} ({DigestedRecord.Of(record).Key})"));
}
