using Microsoft.Extensions.Time.Testing;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

public sealed class ConsoleLogsTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2025, 3, 14, 9, 26, 53, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_line_keeps_who_wrote_it_when_and_where()
    {
        var logs = new ConsoleLogs(time);
        logs.Append("cache", "first");
        time.Advance(TimeSpan.FromMilliseconds(5));
        logs.Append("web", "\u001b[31mé😀 second\u001b[0m", isError: true);

        Assert.Equal(
            new LogLine { Sequence = 2, Number = 1, Resource = "web", Time = time.GetUtcNow(), IsError = true, Text = "é😀 second" },
            Assert.Single(logs.Newest("WEB", 10)));
    }

    [Fact]
    public void A_text_of_several_lines_becomes_several()
    {
        var logs = new ConsoleLogs(time);
        logs.Append("web", "one\r\ntwo\n\nfour\n");
        logs.Append("web", "");
        logs.Append("web", null);

        Assert.Equal(["one", "two", "", "four", ""], Texts(logs.Newest("web", 10)));
    }

    [Fact]
    public void The_newest_lines_of_all_come_in_the_order_in_which_they_were_written()
    {
        var logs = new ConsoleLogs(time);
        for (var i = 1; i <= 20; i++)
            logs.Append(i % 3 == 0 ? "cache" : "web", $"{i}");

        Assert.Equal(["16", "17", "18", "19", "20"], Texts(logs.Newest(null, 5)));
        Assert.Equal(["15", "18"], Texts(logs.Newest("cache", 2)));
        Assert.Equal(20, logs.Newest(null, 100).Count);
        Assert.Empty(logs.Newest("unknown", 5));
        Assert.Empty(new ConsoleLogs(time).Newest(null, 5));
    }

    [Fact]
    public void Only_so_many_lines_of_each_resource_are_kept()
    {
        var logs = new ConsoleLogs(time);
        logs.Append("quiet", "still here");
        for (var i = 1; i <= 25_000; i++)
            logs.Append("web", $"{i}");

        var kept = logs.Newest("web", int.MaxValue);

        Assert.Equal(10_000, kept.Count);
        Assert.Equal(("15001", 15_001), (kept[0].Text, kept[0].Number));
        Assert.Equal(("25000", 25_000), (kept[^1].Text, kept[^1].Number));
        Assert.Equal("still here", Assert.Single(logs.Newest("quiet", 10)).Text);
        Assert.Equal(10_001, logs.Newest(null, int.MaxValue).Count);
    }

    [Fact]
    public void Long_lines_displace_more_old_ones_and_are_kept_whole()
    {
        var limits = new ConsoleLogLimits { BytesPerResource = 10_000, CharactersPerLine = 2_000 };
        var logs = new ConsoleLogs(time, limits);
        var random = new Random(5);
        var written = Enumerable.Range(0, 3_000).Select(i => $"{i} " + new string((char)('à' + (i % 20)), random.Next(1_900))).ToList();

        foreach (var line in written)
        {
            logs.Append("web", line);
            Assert.Equal(line, Assert.Single(logs.Newest("web", 1)).Text);
        }

        var kept = Texts(logs.Newest("web", int.MaxValue));
        Assert.True(kept.Sum(System.Text.Encoding.UTF8.GetByteCount) is > 6_000 and <= 10_000);
        Assert.Equal(written.TakeLast(kept.Count), kept);
    }

    [Fact]
    public void Lines_beyond_the_limit_are_cut()
    {
        var logs = new ConsoleLogs(time);
        logs.Append("web", new string('x', 1_000_000));

        Assert.Equal(new string('x', 8_192) + " … (991,808 more characters)", Assert.Single(logs.Newest("web", 1)).Text);
    }

    [Fact]
    public void A_budget_too_small_for_the_longest_line_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConsoleLogs(time, new ConsoleLogLimits { BytesPerResource = 1_000, CharactersPerLine = 500 }));

    [Fact]
    public async Task A_reader_gets_the_backlog_and_then_each_line_once()
    {
        var logs = new ConsoleLogs(time);
        for (var i = 1; i <= 30; i++)
            logs.Append(i % 2 == 0 ? "cache" : "web", $"{i}");
        var reading = ReadUntilAsync(logs.ReadAsync(null, after: null, backlog: 10, Token), "5000");

        for (var i = 31; i <= 5_000; i++)
            logs.Append(i % 2 == 0 ? "cache" : "web", $"{i}");

        var batches = await reading;
        Assert.Equal(Enumerable.Range(21, 4_980).Select(i => $"{i}"), batches.SelectMany(batch => Texts(batch.Lines)));
        Assert.All(batches, batch => Assert.Equal(0, batch.Dropped));
    }

    [Fact]
    public async Task A_reader_of_one_resource_hears_nothing_of_the_others_and_may_come_first()
    {
        var logs = new ConsoleLogs(time);
        var reading = ReadUntilAsync(logs.ReadAsync("web", after: null, backlog: 10, Token), "end");

        logs.Append("cache", "noise");
        logs.Append("web", "begin");
        logs.Append("cache", "noise");
        logs.Append("web", "end");

        Assert.Equal(["begin", "end"], (await reading).SelectMany(batch => Texts(batch.Lines)));
    }

    [Theory]
    [InlineData("web")]
    [InlineData(null)]
    public async Task A_late_reader_is_told_exactly_how_many_lines_it_missed(string? resource)
    {
        var logs = new ConsoleLogs(time, new ConsoleLogLimits { LinesPerResource = 100 });
        logs.Append("web", "0");
        await using var reader = logs.ReadAsync(resource, after: null, backlog: 10, Token).GetAsyncEnumerator(Token);
        Assert.True(await reader.MoveNextAsync());

        for (var i = 1; i <= 350; i++)
            logs.Append("web", $"{i}");

        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(250, reader.Current.Dropped);
        Assert.Equal(Enumerable.Range(251, 100).Select(i => $"{i}"), Texts(reader.Current.Lines));
    }

    [Theory]
    [InlineData("web")]
    [InlineData(null)]
    public async Task A_reader_goes_on_where_it_left_off(string? resource)
    {
        var logs = new ConsoleLogs(time);
        logs.Append("web", "1\n2\n3");
        var position = (await ReadUntilAsync(logs.ReadAsync(resource, null, 10, Token), "3"))[^1].Position;
        logs.Append("web", "4\n5");

        var again = await ReadUntilAsync(logs.ReadAsync(resource, position, 10, Token), "5");

        Assert.Equal(["4", "5"], again.SelectMany(batch => Texts(batch.Lines)));
    }

    [Fact]
    public async Task A_position_of_an_earlier_run_begins_with_the_backlog()
    {
        var logs = new ConsoleLogs(time);
        logs.Append("web", "1\n2\n3");

        var batches = await ReadUntilAsync(logs.ReadAsync("web", 1_000_000, 2, Token), "3");

        Assert.Equal(["2", "3"], batches.SelectMany(batch => Texts(batch.Lines)));
    }

    [Fact]
    public async Task Readers_that_never_read_do_not_hold_writers_up()
    {
        var logs = new ConsoleLogs(time);
        var sleepers = Enumerable.Range(0, 50).Select(_ => logs.ReadAsync(null, null, 0, Token).GetAsyncEnumerator(Token)).ToList();
        var first = sleepers.Select(sleeper => sleeper.MoveNextAsync().AsTask()).ToList();

        for (var i = 0; i < 100_000; i++)
            logs.Append("web", "a line");

        Assert.All(await Task.WhenAll(first), Assert.True);
        Assert.Equal(100_000, logs.Newest("web", 1)[0].Number);
    }

    [Fact]
    public async Task Reading_ends_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var reading = ReadUntilAsync(new ConsoleLogs(time).ReadAsync(null, null, 0, cancel.Token), "never");

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Lines_of_many_threads_are_numbered_without_a_gap()
    {
        var logs = new ConsoleLogs(time);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            for (var i = 1; i <= 2_000; i++)
                logs.Append($"service-{writer}", $"{i}");
        })));

        var all = logs.Newest(null, int.MaxValue);

        Assert.Equal(Enumerable.Range(1, 8_000).Select(i => (long)i), all.Select(line => line.Sequence));
        Assert.All(all, line => Assert.Equal($"{line.Number}", line.Text));
    }

    private static async Task<List<LogBatch>> ReadUntilAsync(IAsyncEnumerable<LogBatch> reader, string last)
    {
        var batches = new List<LogBatch>();
        await foreach (var batch in reader)
        {
            batches.Add(batch);
            if (batch.Lines[^1].Text == last)
                break;
        }

        return batches;
    }

    private static List<string> Texts(IReadOnlyList<LogLine> lines) => [.. lines.Select(line => line.Text)];
}
