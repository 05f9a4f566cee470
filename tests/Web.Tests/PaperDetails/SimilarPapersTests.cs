using Papers.Testing;
using Papers.Web.Layout;
using Papers.Web.ReadModel;
using Papers.Web.PaperDetails;
using Papers.Web.Tests.Search;
using static Papers.Web.Tests.SampleEvents;

namespace Papers.Web.Tests.PaperDetails;

public sealed class SimilarPapersTests(TestServers servers)
{
    private const string Diffusion = "Consistency distillation accelerates latent diffusion sampling for image synthesis with few network evaluations and adversarial training.";
    private const string Braking = "Regenerative braking controllers recover kinetic energy in electric buses under varying road friction and passenger load.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finds_papers_that_share_rare_words()
    {
        await using var database = await WebDatabase.CreateAsync(servers);
        using var folder = new TemporaryIndex();
        (string Id, string Text)[] all =
        [
            ("one", $"{Diffusion} First."),
            ("two", $"{Diffusion} Second."),
            ("bus", $"{Braking} Third."),
            ("tram", $"{Braking} Fourth."),
            ("short", "Consistency."),
        ];
        await SampleEvents.For(database.DataSource).PapersAsync([.. all.Select(paper => Paper(paper.Id, "Title", paper.Text))]);
        using var index = folder.OpenWith([.. all.Select(paper => TemporaryIndex.Paper(paper.Id, "Title", paper.Text))]);
        var shown = new PaperReader(database.DataSource);
        var similar = new SimilarPapers(index, shown);

        var found = new Dictionary<string, string>();
        foreach (var paper in await shown.GetAsync(Array.ConvertAll(all, paper => paper.Id), Cancellation))
        {
            found[paper.PaperId.Value] = string.Join(' ', (await similar.FindAsync(paper, 5, Cancellation)).Select(other => other.PaperId.Value));
        }

        Assert.Equal("two, one, tram, bus, ", $"{found["one"]}, {found["two"]}, {found["bus"]}, {found["tram"]}, {found["short"]}");
    }
}
