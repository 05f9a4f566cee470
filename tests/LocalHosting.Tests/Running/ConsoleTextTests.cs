using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

public sealed class ConsoleTextTests
{
    [Theory]
    [InlineData("plain\twith a tab", "plain\twith a tab")]
    [InlineData("\u001b[32minfo\u001b[39m\u001b[22m\u001b[49m: ready", "info: ready")]
    [InlineData("\u001b[38;2;255;0;10mred\u001b[m", "red")]
    [InlineData("\u001b]0;a window title\u0007after", "after")]
    [InlineData("\u001b]8;;https://example.org\u001b\\a link\u001b]8;;\u001b\\", "a link")]
    [InlineData("\u001bPdevice control\u001b\\after", "after")]
    [InlineData("\u001b(Bafter", "after")]
    [InlineData("\u001bcafter", "after")]
    [InlineData("\u009b31mafter", "after")]
    public void Terminal_control_sequences_are_taken_out(string written, string expected) =>
        Assert.Equal(expected, ConsoleText.Clean(written, 1_000));

    [Theory]
    [InlineData("\u001b]0;never ends", "␛]0;never ends")]
    [InlineData("\u001b]0;broken \u001b[1moff", "␛]0;broken off")]
    [InlineData("\u001b[12;", "␛[12;")]
    [InlineData("end\u001b", "end␛")]
    [InlineData("\u009b", "\ufffd")]
    public void An_unfinished_sequence_hides_nothing(string written, string expected) =>
        Assert.Equal(expected, ConsoleText.Clean(written, 1_000));

    [Fact]
    public void Other_control_characters_become_visible() =>
        Assert.Equal("a␀b␇c␈d␡e", ConsoleText.Clean("a\0b\ac\bd\u007fe", 1_000));

    [Fact]
    public void Markup_is_left_for_the_page_to_encode() =>
        Assert.Equal("<script>alert(1)</script> & \"’", ConsoleText.Clean("<script>alert(1)</script> & \"’", 1_000));

    [Fact]
    public void A_long_line_is_cut_and_says_by_how_much() =>
        Assert.Equal(new string('x', 100) + " … (1,234,567 more characters)", ConsoleText.Clean(new string('x', 100 + 1_234_567), 100));

    [Fact]
    public void A_cut_never_splits_a_character() =>
        Assert.Equal("ab … (2 more characters)", ConsoleText.Clean("ab😀", 3));

    [Fact]
    public void No_input_leaves_a_control_character_behind()
    {
        var random = new Random(11);
        const string Alphabet = "\u001b\u001b\u001b[]P^_;0189mABc\\\u0007\u009b\u009c\u0000\u007f \té<";
        for (var i = 0; i < 20_000; i++)
        {
            var written = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));

            var plain = ConsoleText.Clean(written, 30);

            Assert.DoesNotContain(plain, c => char.IsControl(c) && c != '\t');
        }
    }
}
