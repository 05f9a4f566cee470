namespace Papers.Ingest.Import;

/// <summary>By what a file is known to be the same: its name, and the size and time of its contents, which a rename leaves as they are.</summary>
internal sealed record FileStamp(string Name, long Size, long ModifiedTicks)
{
    /// <summary>Null where there is no such file.</summary>
    public static FileStamp? Find(string path)
    {
        var file = new FileInfo(path);
        try
        {
            return file.Exists ? new(file.Name, file.Length, file.LastWriteTimeUtc.Ticks) : null;
        }
        catch (FileNotFoundException)
        {
            // It went between the two questions.
            return null;
        }
    }

    public DateTimeOffset ModifiedAt => new(ModifiedTicks, TimeSpan.Zero);
}
