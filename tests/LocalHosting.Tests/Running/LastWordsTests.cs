using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

public sealed class LastWordsTests
{
    [Fact]
    public void An_unhandled_exception_is_told_from_its_beginning()
    {
        var lines = Lines(["info: began", "Unhandled exception. System.Exception: The database is missing.", .. Enumerable.Range(0, 30).Select(i => $"   at Frame{i}()")]);

        Assert.Equal("Unhandled exception. System.Exception: The database is missing.", LastWords.Of(lines)[0].Text);
        Assert.Equal(8, LastWords.Of(lines).Count);
    }

    [Fact]
    public void Else_the_last_lines_are_told()
    {
        var lines = Lines([.. Enumerable.Range(0, 30).Select(i => $"line {i}")]);

        Assert.Equal(["line 22", "line 29"], [LastWords.Of(lines)[0].Text, LastWords.Of(lines)[^1].Text]);
    }

    [Fact]
    public void Who_said_nothing_has_no_last_words() => Assert.Empty(LastWords.Of([]));

    private static List<LogLine> Lines(string[] texts) =>
        [.. texts.Select((text, index) => new LogLine { Sequence = index, Number = index, Resource = "one", Time = DateTimeOffset.UnixEpoch, IsError = false, Text = text })];
}
