using Microsoft.Extensions.Time.Testing;
using Papers.AppHost.Operators;
using Papers.LocalServers;

namespace Papers.AppHost.Tests.Operators;

public sealed class OperatorLogRelayTests
{
    private readonly StringWriter _output = new();
    private readonly FakeTimeProvider _time = new();
    private readonly OperatorLogRelay _relay;

    public OperatorLogRelayTests() => _relay = new OperatorLogRelay("ingest", new OperatorConsole(_output), _time);

    [Fact]
    public void Shows_the_messages_of_the_category_and_no_others()
    {
        _relay.Take("info: Papers.Operations[0]");
        _relay.Take("      Imported papers.jsonl: 97 new");
        _relay.Take("warn: Npgsql.Command[0]");
        _relay.Take("      a secret of another category");

        Assert.Equal("  ingest        Imported papers.jsonl: 97 new\n", _output.ToString());
    }

    [Fact]
    public void Shows_thirty_lines_a_minute_and_then_how_many_it_left_out()
    {
        for (var i = 0; i < 100; i++)
        {
            _relay.Take("info: Papers.Operations[0]");
            _relay.Take($"      line {i}");
        }

        Assert.Equal(30, _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        _time.Advance(TimeSpan.FromSeconds(61));
        _relay.Take("      the next");

        Assert.Contains("70 more lines", _output.ToString());
        Assert.EndsWith("the next\n", _output.ToString());
    }

    [Theory]
    [InlineData("2026-11-30T10:11:12.1234567Z info: a", "info: a")]
    [InlineData("2026-11-30T10:11:12       indented", "      indented")]
    [InlineData("no time before this line at all", "no time before this line at all")]
    public void Takes_the_time_off_that_Aspire_puts_before_a_line(string line, string expected) => Assert.Equal(expected, OperatorConsole.WithoutTimestamp(line));
}
