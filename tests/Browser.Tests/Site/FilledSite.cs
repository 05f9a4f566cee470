using Papers.Contracts.LinkCheck;
using Papers.Contracts.Tagging;
using Papers.Testing;
using Papers.Web.Tests;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace Papers.Browser.Tests.Site;

/// <summary>The real web service with papers, tags and checked links, shared by read-only tests.</summary>
public sealed class FilledSite(TestServers servers) : IAsyncLifetime
{
    public const string HostileTitle = "<script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\"> & a title";
    public const int Papers = 61;
    public const string Withdrawn = "2503.99999";

    private static readonly (string Title, string Abstract, string Code)[] s_subjects =
    [
        ("Consistency models with fewer steps", "Consistency models generate images in one step. We study why training them is unstable, remove the distillation stage, and reach the quality of diffusion with two network evaluations.", "steps"),
        ("Editing video by instruction", "Instruction-guided editing of video must keep what it is not told to change. We couple a language model with a video diffusion backbone and learn from edits of single frames.", "vedit"),
        ("What fine-tuning leaves in place", "Fine-tuning improves a language model on entity tracking. Patching activations between models shows that the same circuit does the work before and after, only better.", "tracking"),
        ("Aligning reward models under noise", "Reward models learn from preferences that contradict each other. We estimate how far each annotator can be trusted and train with weights instead of votes, which halves the disagreement.", "reward"),
        ("Retrieval without an index", "A recurrent reader keeps a fixed memory of a million passages and answers from it. It is slower than an index, smaller by two orders of magnitude, and forgets gracefully $\\mathcal{O}(\\log n)$.", "memory"),
    ];

    private WebSite? _site;

    public Uri Address => Site.Address;

    private WebSite Site => _site ?? throw new InvalidOperationException("The site was not started.");

    public async ValueTask InitializeAsync()
    {
        _site = await WebSite.StartAsync(servers, TestContext.Current.CancellationToken);
        var events = SampleEvents.For(_site.Services);
        await events.PapersAsync([.. Enumerable.Range(0, Papers - 1).Select(Paper), SampleEvents.Paper("t-hostile", HostileTitle, HostileTitle, place: Papers)]);
        await events.TagsAsync([.. Enumerable.Range(0, Papers - 1).Select(Tags)]);
        await events.LinksAsync([.. Enumerable.Range(0, Papers - 1).Where(HasLinks).Select(Links)]);
        await events.VerdictsAsync([.. Enumerable.Range(0, Papers - 1).Where(HasLinks).Select(Verdict)]);
        await events.ObservationsAsync([.. Enumerable.Range(0, Papers - 1).Where(IsFeatured).Select(Counts)]);
        await events.WithdrawalsAsync(SampleEvents.Withdrawn(Withdrawn));
        await _site.IndexedAsync(Papers);
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    private static bool IsFeatured(int number) => number % 4 < 2;

    private static Contracts.Ingest.PaperObservation Counts(int number) =>
        SampleEvents.Seen(Id(number), upvotes: 1_300 / (1 + number * number), stars: number % 8 == 0 ? 1_234 + number : null);

    private static Contracts.Ingest.Featured Featured(int number) => new()
    {
        Day = SampleEvents.Day,
        SubmittedBy = new("reader", "A Reader", "https://elsewhere.example/reader.png"),
        Organization = number % 3 == 0 ? new("example-lab", "The Example Laboratory", null) : null,
        GithubRepo = number % 8 == 0 ? Code(number) : null,
        ProjectPage = number % 8 == 4 ? "https://example.org/a-page" : null,
        Summary = "It does in one step what took fifty, and says where it fails.",
        Keywords = ["consistency models", "distillation", "a keyword of quite some words"],
        MediaUrls = ["https://elsewhere.example/films/a%20film.mp4"],
    };

    private static bool HasLinks(int number) => number % 3 != 1;

    private static string Id(int number) => $"2503.{number:00000}";

    private static string Code(int number) => $"https://github.com/example/{s_subjects[number % s_subjects.Length].Code}-{number}";

    private static Contracts.Ingest.IngestedPaper Paper(int number)
    {
        var (title, text, _) = s_subjects[number % s_subjects.Length];
        var part = number / s_subjects.Length;
        return SampleEvents.Paper(Id(number), part == 0 ? title : $"{title}, part {part + 1}", text, place: number + 1) with
        {
            Featured = IsFeatured(number) ? Featured(number) : null,
            Authors = number % 4 == 0 ? [] : [.. new[] { "Ada Lovelace", "Moreno D'Incà", "Qingyu Shi", "Sofía Núñez", "Ken Thompson", "Jiarui Wu" }.Take(1 + number % 6)],
        };
    }

    private static TaggedPaper Tags(int number) => SampleEvents.Tagged(
        Id(number),
        SampleEvents.Version(),
        [.. new[] { "Consistency models", "Image generation", "Video editing", "Fine-tuning", "Reward modelling", "Retrieval" }.Skip(number % 3).Take(2 + number % 3)]);

    private static PaperLinks Links(int number) => number % 2 == 0
        ? SampleEvents.Linked(Id(number), SampleEvents.Version(), Code(number))
        : SampleEvents.Linked(Id(number), SampleEvents.Version(), Code(number), "https://example.github.io/a-project-page-with-quite-a-long-address/and-more/of-it/index.html");

    private static CheckedLink Verdict(int number) => (number % 5) switch
    {
        0 => SampleEvents.Checked(Code(number), LinkVerdict.Dead, status: 404, reason: "not found"),
        3 => SampleEvents.Checked(Code(number), LinkVerdict.Unsure, reason: "timed out"),
        _ => SampleEvents.Checked(Code(number), LinkVerdict.Alive, status: 200),
    };
}
