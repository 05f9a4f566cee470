namespace Papers.Ingest.Import;

/// <summary>Identifies a file: its name, and the size and time of its contents, which a rename does not change.</summary>
internal sealed record FileStamp(string Name, long Size, long ModifiedTicks)
{
    /// <summary>Null if there is no such regular file.</summary>
    public static FileStamp? Find(string path)
    {
        var file = new FileInfo(path);
        try
        {
            return file.Exists && PosixFiles.IsRegular(path) ? new(file.Name, file.Length, file.LastWriteTimeUtc.Ticks) : null;
        }
        catch (FileNotFoundException)
        {
            // Removed between the two calls.
            return null;
        }
    }

    public DateTimeOffset ModifiedAt => new(ModifiedTicks, TimeSpan.Zero);
}
