using Papers.Ingest.Import;

namespace Papers.Ingest.Tests.Import;

public sealed class OpenFilesTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void A_file_is_open_for_writing_while_someone_may_write_to_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc tells it on Linux alone.");
        Assert.False(IsOpen());
        using (File.OpenRead(_path))
        {
            Assert.False(IsOpen());
        }

        using (File.OpenWrite(_path))
        {
            Assert.True(IsOpen());
        }

        Assert.False(IsOpen());
    }

    private bool IsOpen() => OpenFiles.ForWriting(new HashSet<string> { _path, "/nowhere" }).Contains(_path);

    public void Dispose() => File.Delete(_path);
}
