using System.Text;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

public sealed class ChildProcessLinesTests
{
    private readonly List<string> _lines = [];

    [Fact]
    public void Lines_are_told_apart_wherever_the_reads_end()
    {
        Take("one\ntw", "o\r\n\nthr", "ee");

        Assert.Equal(["one", "two", "", "three"], _lines);
    }

    [Fact]
    public void A_character_split_between_two_reads_stays_whole()
    {
        var lines = new ChildProcessLines(_lines.Add);
        var bytes = "naïve\n"u8.ToArray();
        lines.Take(bytes.AsSpan(0, 3));
        lines.Take(bytes.AsSpan(3));

        Assert.Equal(["naïve"], _lines);
    }

    [Fact]
    public void An_endless_line_is_cut_and_the_next_is_whole()
    {
        Take(new string('x', 100_000), new string('x', 100_000), "\nnext\n");

        Assert.Equal(["next"], _lines[1..]);
        Assert.StartsWith("xxx", _lines[0]);
        Assert.EndsWith("x … (cut)", _lines[0]);
        Assert.InRange(_lines[0].Length, ChildOutputLine.MaxLength, ChildOutputLine.MaxLength + 20);
    }

    [Fact]
    public void A_cut_leaves_no_half_character()
    {
        Take("x" + new string('é', ChildOutputLine.MaxLength) + "\n");

        Assert.DoesNotContain('\uFFFD', _lines[0]);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_shown_as_such()
    {
        var lines = new ChildProcessLines(_lines.Add);
        lines.Take([0xFF, 0x61, (byte)'\n']);

        Assert.Equal(["\uFFFDa"], _lines);
    }

    private void Take(params string[] reads)
    {
        var lines = new ChildProcessLines(_lines.Add);
        foreach (var read in reads)
            lines.Take(Encoding.UTF8.GetBytes(read));
        lines.Finish();
    }
}
