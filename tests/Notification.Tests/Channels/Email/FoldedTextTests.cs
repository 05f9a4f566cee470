using System.Text;
using Papers.Notification.Channels.Email;

namespace Papers.Notification.Tests.Channels.Email;

public sealed class FoldedTextTests
{
    [Fact]
    public void Lines_fold_between_words_at_72_columns_and_keep_their_indent()
    {
        var text = new StringBuilder();
        text.AppendFolded(string.Join(' ', Enumerable.Repeat("twelve chars", 12)), "   ");

        var lines = text.ToString().Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.All(lines[..^1], line => Assert.Matches("^   (twelve|chars)", line));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 72));
        Assert.Equal("", lines[^1]);
    }

    [Fact]
    public void The_first_line_can_have_its_own_beginning()
    {
        var text = new StringBuilder();
        text.AppendFolded($"{new string('a', 60)} {new string('b', 60)}", "    ", " 7. ");

        Assert.Equal([$" 7. {new string('a', 60)}", $"    {new string('b', 60)}", ""], text.ToString().Split('\n'));
    }

    [Fact]
    public void A_word_longer_than_a_line_is_not_broken()
    {
        var address = $"https://example.org/{new string('x', 100)}";
        var text = new StringBuilder();
        text.AppendFolded($"see {address} there");

        Assert.Equal(["see", address, "there", ""], text.ToString().Split('\n'));
    }
}
