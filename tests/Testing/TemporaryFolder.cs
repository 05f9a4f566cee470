namespace Papers.Testing;

/// <summary>A new folder that only its owner can enter; removed with all in it. Those of test processes that were killed are removed by the next.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private const string Prefix = "papers-test-";
    private readonly FileStream _inUse;

    static TemporaryFolder() => RemoveAbandoned();

    public TemporaryFolder()
    {
        Path = Directory.CreateTempSubdirectory(Prefix).FullName;
        _inUse = new FileStream(LockOf(Path), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    public string Path { get; }

    public string this[string file] => System.IO.Path.Combine(Path, file);

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
        _inUse.Dispose();
        File.Delete(LockOf(Path));
    }

    private static string LockOf(string folder) => folder + ".lock";

    private static void RemoveAbandoned()
    {
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.GetTempPath(), $"{Prefix}*.lock"))
        {
            try
            {
                using var abandoned = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                var folder = file[..^".lock".Length];
                if (Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
                File.Delete(file);
            }
            catch (Exception notOurs) when (notOurs is IOException or UnauthorizedAccessException)
            {
                // In use, or another user's.
            }
        }
    }
}
