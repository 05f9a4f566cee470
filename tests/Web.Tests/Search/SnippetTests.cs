using Papers.Web.Search;

namespace Papers.Web.Tests.Search;

public sealed class SnippetTests
{
    private static readonly string s_filler = string.Join(' ', Enumerable.Repeat("lorem ipsum dolor", 60));

    [Fact]
    public void Matches_are_marked_by_their_stems_and_the_text_stays_whole()
    {
        var parts = Snippet.Mark("Editing videos, and the editor", SearchRequest.Parse("edit video"));

        Assert.Equal("Editing videos, and the editor", string.Concat(parts.Select(part => part.Text)));
        Assert.Equal(["Editing", "videos"], parts.Where(part => part.Matches).Select(part => part.Text));
    }

    [Fact]
    public void The_excerpt_shows_where_most_of_the_words_stand()
    {
        var text = $"diffusion first. {s_filler} Here diffusion meets editing of video. {s_filler}";

        var excerpt = Snippet.Excerpt(text, SearchRequest.Parse("video diffusion editing"), 200);

        Assert.Equal(["diffusion", "editing", "video"], excerpt.Where(part => part.Matches).Select(part => part.Text));
        Assert.StartsWith("…", excerpt[0].Text);
        Assert.EndsWith("…", excerpt[^1].Text);
        Assert.InRange(excerpt.Sum(part => part.Text.Length), 100, 210);
    }

    [Fact]
    public void Without_a_match_it_shows_the_beginning() =>
        Assert.StartsWith("lorem ipsum", Snippet.Excerpt(s_filler, SearchRequest.Parse("2401.01234"), 100)[0].Text);

    [Fact]
    public void A_short_text_is_not_cut() =>
        Assert.Equal("Short.", Assert.Single(Snippet.Excerpt("Short.", SearchRequest.Parse("other"), 100)).Text);

    [Fact]
    public void Markup_is_text_and_characters_stay_whole()
    {
        var text = string.Concat(Enumerable.Repeat("😀", 400)) + " <script>edit</script>";

        foreach (var length in Enumerable.Range(90, 12))
        {
            var shown = string.Concat(Snippet.Excerpt(text, SearchRequest.Parse("edit"), length).Select(part => part.Text));
            Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(shown)));
        }
    }

    [Fact]
    public void A_text_made_to_be_slow_is_not()
    {
        var text = string.Concat(Enumerable.Repeat("edit video ", 200_000));

        Assert.InRange(Snippet.Excerpt(text, SearchRequest.Parse("edit video"), 300).Sum(part => part.Text.Length), 1, 310);
    }
}
