using Papers.Tagging.Words;

namespace Papers.Tagging.Tests.Words;

public sealed class WordSpansTests
{
    [Theory]
    [InlineData("3D-aware, image synthesis", "3D|aware|image|synthesis")]
    [InlineData("Alzheimer's disease and readers' eyes", "Alzheimer's|disease|and|readers|eyes")]
    [InlineData(@"\emph{diffusion} $x_i$", "emph|diffusion|x|i")]
    [InlineData("na\u0131\u0308ve cafe\u0301", "na\u0131\u0308ve|cafe\u0301")]
    [InlineData("𝐆𝐀𝐍 works", "𝐆𝐀𝐍|works")]
    [InlineData("拡散モデル model", "拡散モデル|model")]
    [InlineData("", "")]
    [InlineData(" - / ", "")]
    public void Words_are_runs_of_letters_digits_and_marks(string text, string words) =>
        Assert.Equal(words.Split('|', StringSplitOptions.RemoveEmptyEntries), WordSpans.Words(text));

    [Theory]
    [InlineData("see https://energy-based-model.github.io/diffusion for more")]
    [InlineData(@"see \href{https://github.com/x/diffusion-model} for more")]
    [InlineData("see www.diffusion.org/model for more")]
    [InlineData("see github.com/x/diffusion for more")]
    public void Urls_contain_no_words(string text) => Assert.DoesNotContain("diffusion", WordSpans.Words(text));

    [Fact]
    public void Words_after_a_url_are_found() => Assert.Equal("more", WordSpans.Words("https://a.b/c) more")[^1]);
}
