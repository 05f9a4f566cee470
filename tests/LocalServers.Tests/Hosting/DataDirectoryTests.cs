using Aspire.Hosting.ApplicationModel;

namespace Papers.LocalServers.Tests.Hosting;

public sealed class DataDirectoryTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder _folder = new();

    private string Data => _folder["data"];

    [Fact]
    public void Is_made_for_its_owner_alone()
    {
        using var data = new DataDirectory(Data);
        data.Hold();

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Data));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(data.Secrets()));
    }

    [Fact]
    public void A_second_host_learns_who_holds_it_and_how_to_run_beside()
    {
        using var data = new DataDirectory(Data);
        data.Hold();

        var failure = Assert.Throws<LocalServerException>(() => new DataDirectory(Data).Hold());

        Assert.Contains($"process {Environment.ProcessId}", failure.Message);
        Assert.Contains(Data, failure.Message);
        Assert.Contains("--DataDirectory=", failure.Message);
    }

    [Fact]
    public void Is_free_when_its_host_has_ended()
    {
        using (var data = new DataDirectory(Data))
        {
            data.Hold();
        }

        new DataDirectory(Data).Hold();
    }

    [Fact]
    public void A_lock_file_that_a_killed_host_left_holds_nothing()
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, "host.lock"), "left behind");

        using var data = new DataDirectory(Data);
        data.Hold();

        Assert.Equal(Environment.ProcessId, new FileInfo(Path.Combine(Data, "host.lock")).Length);
    }

    [Fact]
    public void A_path_that_cannot_be_a_folder_is_named_with_the_cure()
    {
        File.WriteAllText(Data, "");

        var failure = Assert.Throws<LocalServerException>(() => new DataDirectory(Data).Hold());

        Assert.Contains(Data, failure.Message);
        Assert.Contains("--DataDirectory=", failure.Message);
    }

    [Fact]
    public void A_generated_password_is_kept_for_its_owner_alone()
    {
        var data = new DataDirectory(Data);
        var first = new KeptParameterDefault(data, "postgres-password", new GenerateParameterDefault { MinLength = 22 }).GetDefaultValue();
        var again = new KeptParameterDefault(data, "postgres-password", new GenerateParameterDefault { MinLength = 22 }).GetDefaultValue();

        Assert.Equal(first, again);
        Assert.True(first.Length >= 22);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(data["secrets/postgres-password"]));
    }

    [Fact]
    public void An_empty_secret_file_is_named()
    {
        var data = new DataDirectory(Data);
        File.WriteAllText(Path.Combine(data.Secrets(), "admin-token"), "\n");

        var failure = Assert.Throws<LocalServerException>(() => new KeptParameterDefault(data, "admin-token", new GenerateParameterDefault()).GetDefaultValue());

        Assert.Contains("secrets/admin-token", failure.Message);
    }

    public void Dispose() => _folder.Dispose();
}
