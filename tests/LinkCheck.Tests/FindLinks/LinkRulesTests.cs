using Papers.Contracts.Ingest;
using Papers.Contracts.LinkCheck;
using Papers.LinkCheck.FindLinks;
using Papers.Testing.Stack;

namespace Papers.LinkCheck.Tests.FindLinks;

public sealed class LinkRulesTests
{
    // Each line: the links as a person reads them, a tab, and the part of the abstract that contains them (arXiv metadata, CC0).
    private const string PageDump = "LinkRulesTests.PageDump.tsv";

    public static TheoryData<string, string> Papers()
    {
        var papers = new TheoryData<string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "FindLinks", PageDump)))
        {
            papers.Add(line.Split('\t')[0], line.Split('\t')[1]);
        }

        return papers;
    }

    [Fact]
    public void The_page_dump_has_35_links_in_34_papers()
    {
        var texts = File.ReadLines(Path.Combine(Repository.Root, "samples", "huggingface-papers-page.txt"))
            .Select(text => LinkRules.FindLinks("", text, comment: null).Select(link => link.Url).ToArray())
            .Where(links => links.Length > 0);

        Assert.Equal(Papers().Select(paper => paper.Data.Item1.Split(' ')), texts);
    }

    [Theory]
    [MemberData(nameof(Papers))]
    public void Every_link_of_the_page_dump_is_found(string links, string words) =>
        Assert.Equal(links.Split(' '), LinkRules.FindLinks("A Title", words, comment: null).Select(link => link.Url));

    [Fact]
    public void Links_are_found_in_title_abstract_and_comment_in_this_order_and_each_once()
    {
        var links = LinkRules.FindLinks(
            "Tools at tools.github.io",
            "Code at https://github.com/X/y and https://b.org/data#top.",
            "Code: github.com/x/Y/, page: http://tools.github.io/, more: https://c.org");

        Assert.Equal(
            [
                ("https://tools.github.io", "title"),
                ("https://github.com/X/y", "abstract"),
                ("https://b.org/data#top", "abstract"),
                ("https://c.org", "comment"),
            ],
            links.Select(link => (link.Url, link.Field)));
    }

    [Theory]
    [InlineData("https://github.com/x/y", LinkKind.Code)]
    [InlineData("https://www.github.com/x/y", LinkKind.Code)]
    [InlineData("https://gitlab.ub.uni-bielefeld.de/x", LinkKind.Code)]
    [InlineData("https://anonymous.4open.science/r/x", LinkKind.Code)]
    [InlineData("https://huggingface.co/datasets/x/y", LinkKind.Data)]
    [InlineData("https://zenodo.org/records/1", LinkKind.Data)]
    [InlineData("https://doi.org/10.5281/zenodo.15088423", LinkKind.Data)]
    [InlineData("https://huggingface.co/x/y", LinkKind.Page)]
    [InlineData("https://x.github.io/code", LinkKind.Page)]
    [InlineData("https://github.com.evil.example/x/y", LinkKind.Page)]
    public void The_kind_follows_from_the_host(string link, LinkKind kind) => Assert.Equal(kind, LinkKinds.FromUrl(new(link)));

    [Fact]
    public void Links_of_the_featuring_page_are_added_if_they_are_not_in_the_text()
    {
        var featured = new Featured { Day = new(2025, 3, 10), GithubRepo = "https://github.com/Sony/ctm", ProjectPage = "https://sony.github.io/ctm/" };

        var links = LinkRules.FindLinks("A title", "Code: https://github.com/sony/CTM.git", comment: null, featured);

        Assert.Equal(
            [("https://github.com/sony/CTM.git", "abstract"), ("https://sony.github.io/ctm/", "featured")],
            links.Select(link => (link.Url, link.Field)));
    }

    [Fact]
    public void Invalid_urls_of_the_featuring_page_are_ignored()
    {
        var featured = new Featured { Day = new(2025, 3, 10), GithubRepo = "javascript:alert(1)", ProjectPage = "coming soon" };

        Assert.Empty(LinkRules.FindLinks("A title", "An abstract", comment: null, featured));
    }

}
