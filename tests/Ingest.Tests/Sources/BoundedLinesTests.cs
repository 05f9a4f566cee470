using System.Text;
using Papers.Ingest.Sources;

namespace Papers.Ingest.Tests.Sources;

public sealed class BoundedLinesTests
{
    [Theory]
    [InlineData("a\nb\nc")]
    [InlineData("a\r\nb\r\nc\r\n")]
    [InlineData("a\rb\rc\r")]
    [InlineData("\uFEFFa\nb\nc\n")]
    public void Every_line_end_ends_a_line(string text)
    {
        foreach (var chunk in new[] { 1, 2, 3, 1000 })
        {
            Assert.Equal(["1:a", "2:b", "3:c"], ReadAll(text, 10, chunk));
        }
    }

    [Fact]
    public void Blank_lines_count() => Assert.Equal(["1:", "2:a", "3:", "4:b"], ReadAll("\na\r\n\r\nb", 10, 1));

    [Fact]
    public void An_empty_text_has_no_line()
    {
        Assert.Empty(ReadAll("", 10, 5));
        Assert.Empty(ReadAll("\uFEFF", 10, 5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5000)]
    public void A_line_over_the_bound_is_passed_over_and_the_next_one_read(int chunk)
    {
        var text = "short\n" + new string('x', 900) + "\r\n0123456789\n" + new string('y', 11) + "\nlast";

        Assert.Equal(["1:short", "2!", "3:0123456789", "4!", "5:last"], ReadAll(text, 10, chunk));
    }

    [Fact]
    public void A_long_line_at_the_end_is_told_too() => Assert.Equal(["1!"], ReadAll(new string('x', 100), 10, 7));

    [Fact]
    public void A_line_that_was_cut_off_is_not_told()
    {
        var lines = new BoundedLines(new BreakingStream("whole\nhal"u8.ToArray()), 100);

        Assert.True(lines.TryRead());
        Assert.Equal("whole", Encoding.UTF8.GetString(lines.Bytes));
        Assert.False(lines.TryRead());
        Assert.True(lines.IsTruncated);
        Assert.Equal(1, lines.Number);
    }

    private static List<string> ReadAll(string text, int bound, int chunk)
    {
        var lines = new BoundedLines(new ChunkedStream(Encoding.UTF8.GetBytes(text), chunk), bound);
        var all = new List<string>();
        while (lines.TryRead())
        {
            all.Add($"{lines.Number}{(lines.IsWhole ? ":" + Encoding.UTF8.GetString(lines.Bytes) : "!")}");
        }

        Assert.False(lines.IsTruncated);
        return all;
    }

    private sealed class ChunkedStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, chunk));
    }

    private sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, count) is > 0 and var read ? read : throw new InvalidDataException();
    }
}
