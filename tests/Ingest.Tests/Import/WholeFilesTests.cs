using Papers.Ingest.Import;

namespace Papers.Ingest.Tests.Import;

public sealed class SettledFilesTests
{
    private static readonly DateTimeOffset Start = new(2025, 3, 10, 12, 0, 0, TimeSpan.Zero);
    private readonly WholeFiles _settled = new(TimeSpan.FromSeconds(3));

    [Fact]
    public void A_file_that_appears_whole_is_taken_at_the_second_look()
    {
        LookAt(0);

        Assert.Empty(LookAt(0.1, File(1000, 0)));
        Assert.True(_settled.AnyPending);
        Assert.Equal(["a"], LookAt(0.4, File(1000, 0)));
        Assert.False(_settled.AnyPending);
    }

    [Fact]
    public void One_that_grows_is_left_until_it_was_quiet()
    {
        LookAt(0);
        LookAt(0.1, File(1000, 0));
        Assert.Empty(LookAt(0.4, File(2000, 0.3)));
        Assert.Empty(LookAt(2.0, File(2000, 0.3)));
        Assert.Empty(LookAt(3.0, File(3000, 2.5)));
        Assert.Empty(LookAt(5.9, File(3000, 2.5)));
        Assert.Equal(["a"], LookAt(6.0, File(3000, 2.5)));
    }

    [Fact]
    public void One_that_the_file_system_says_is_written_to_is_left_until_it_was_quiet()
    {
        LookAt(0);
        LookAt(0.1, File(1000, 0));
        _settled.Changed("a", At(0.15));

        Assert.Empty(LookAt(0.5, File(1000, 0)));
        Assert.Equal(["a"], LookAt(3.2, File(1000, 0)));
    }

    [Fact]
    public void What_lay_there_long_before_the_start_is_taken_at_once() => Assert.Equal(["a"], LookAt(0, File(1000, -60)));

    [Fact]
    public void What_was_written_just_before_the_start_is_left_until_it_was_quiet()
    {
        Assert.Empty(LookAt(0, File(1000, -1)));
        Assert.Empty(LookAt(1, File(1000, -1)));
        Assert.Equal(["a"], LookAt(2, File(1000, -1)));
    }

    [Fact]
    public void A_file_from_the_future_is_taken_too()
    {
        Assert.Empty(LookAt(0, File(1000, 3600)));
        Assert.Equal(["a"], LookAt(3, File(1000, 3600)));
    }

    [Fact]
    public void A_name_that_comes_again_starts_anew()
    {
        LookAt(0, File(1000, -60));
        LookAt(1);

        Assert.Empty(LookAt(2, File(1000, -60)));
        Assert.Equal(["a"], LookAt(2.3, File(1000, -60)));
    }

    private List<string> LookAt(double seconds, params FileStamp[] files) => [.. _settled.Find(files, At(seconds)).Select(file => file.Name)];

    private static FileStamp File(long size, double modified) => new("a", size, At(modified).UtcTicks);

    private static DateTimeOffset At(double seconds) => Start + TimeSpan.FromSeconds(seconds);
}
