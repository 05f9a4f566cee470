using Papers.Web.Search;

namespace Papers.Web.Tests.Search;

public sealed class SnippetTests
{
    private static readonly string s_filler = string.Join(' ', Enumerable.Repeat("lorem ipsum dolor", 60));

    [Fact]
    public void Highlights_matches_by_stem()
    {
        var parts = Snippet.Mark("Editing videos, and the editor", SearchRequest.Parse("edit video"));

        Assert.Equal("Editing videos, and the editor", string.Concat(parts.Select(part => part.Text)));
        Assert.Equal(["Editing", "videos"], parts.Where(part => part.Matches).Select(part => part.Text));
    }

    [Fact]
    public void The_excerpt_contains_most_of_the_words()
    {
        var text = $"diffusion first. {s_filler} Here diffusion meets editing of video. {s_filler}";

        var excerpt = Snippet.Excerpt(text, SearchRequest.Parse("video diffusion editing"), 200);

        Assert.Equal(["diffusion", "editing", "video"], excerpt.Where(part => part.Matches).Select(part => part.Text));
        Assert.StartsWith("…", excerpt[0].Text);
        Assert.EndsWith("…", excerpt[^1].Text);
        Assert.InRange(excerpt.Sum(part => part.Text.Length), 100, 210);
    }

    [Fact]
    public void Shows_the_beginning_without_a_match() =>
        Assert.StartsWith("lorem ipsum", Snippet.Excerpt(s_filler, SearchRequest.Parse("2401.01234"), 100)[0].Text);

    [Fact]
    public void Does_not_cut_a_short_text() =>
        Assert.Equal("Short.", Assert.Single(Snippet.Excerpt("Short.", SearchRequest.Parse("other"), 100)).Text);

    [Fact]
    public void Never_cuts_a_character_in_half()
    {
        var text = string.Concat(Enumerable.Repeat("😀", 400)) + " <script>edit</script>";

        foreach (var length in Enumerable.Range(90, 12))
        {
            var shown = string.Concat(Snippet.Excerpt(text, SearchRequest.Parse("edit"), length).Select(part => part.Text));
            Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(shown)));
        }
    }

    [Fact]
    public void Limits_the_work_for_a_huge_text()
    {
        var text = string.Concat(Enumerable.Repeat("edit video ", 200_000));

        Assert.InRange(Snippet.Excerpt(text, SearchRequest.Parse("edit video"), 300).Sum(part => part.Text.Length), 1, 310);
    }
}
