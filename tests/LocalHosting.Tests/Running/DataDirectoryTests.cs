using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => Path.Combine(_folder.Path, "data");

    [Fact]
    public void It_is_made_for_its_owner_alone()
    {
        using var data = DataDirectory.Open(Data);
        var secrets = data.PrivateFolder("secrets");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Data));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(secrets));
    }

    [Fact]
    public void A_second_host_is_told_who_holds_it_and_how_to_run_beside()
    {
        using var data = DataDirectory.Open(Data);

        var refusal = Assert.Throws<CannotStartException>(() => DataDirectory.Open(Data));

        Assert.Contains($"process {Environment.ProcessId}", refusal.Message);
        Assert.Contains(Data, refusal.Message);
        Assert.Contains("LocalHosting:DataDirectory", refusal.Message);
    }

    [Fact]
    public void It_is_free_when_the_host_ends_and_no_lock_stays()
    {
        DataDirectory.Open(Data).Dispose();

        Assert.Empty(Directory.GetFileSystemEntries(Data));
        DataDirectory.Open(Data).Dispose();
    }

    [Fact]
    public void A_lock_file_that_a_killed_host_left_holds_nothing()
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, "host.lock"), "left behind");

        DataDirectory.Open(Data).Dispose();

        Assert.Empty(Directory.GetFileSystemEntries(Data));
    }

    [Fact]
    public void A_path_that_cannot_be_a_folder_is_named()
    {
        File.WriteAllText(Data, "");

        var refusal = Assert.Throws<CannotStartException>(() => DataDirectory.Open(Data));

        Assert.Contains(Data, refusal.Message);
    }

    public void Dispose() => _folder.Dispose();
}
