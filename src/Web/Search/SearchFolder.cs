using Lucene.Net.Index;
using Lucene.Net.Store;

namespace Papers.Web.Search;

/// <summary>
/// The folder of the index: <c>search-0</c>, or the next one that no other replica on this machine has locked. An index that cannot be
/// opened is deleted, since it can be rebuilt.
/// </summary>
internal static partial class SearchFolder
{
    private const int MaxReplicas = 64;
    private const int SegmentsPerTier = 20;
    private const string CorruptMarker = "spoiled";

    public static (string Folder, IndexWriter Writer) Open(SearchOptions options, ILogger logger)
    {
        for (var ordinal = 0; ordinal < MaxReplicas; ordinal++)
        {
            var folder = Path.Combine(options.DataFolder, $"search-{ordinal}");
            try
            {
                System.IO.Directory.CreateDirectory(folder);
                return (folder, OpenOrRebuild(folder, options, logger));
            }
            catch (LockObtainFailedException)
            {
                Log.Locked(logger, folder);
            }
            catch (UnauthorizedAccessException exception)
            {
                throw new InvalidOperationException($"Access to the search index in {folder} was denied: set Web:DataFolder to a folder that this service can write to.", exception);
            }
        }

        throw new InvalidOperationException($"{MaxReplicas} other processes have locked the search folders under {options.DataFolder}: set Web:DataFolder to another folder.");
    }

    /// <summary>Marks the index as corrupt, so that the next start rebuilds it.</summary>
    public static void MarkCorrupt(string folder) => File.WriteAllBytes(Path.Combine(folder, CorruptMarker), []);

    private static IndexWriter OpenOrRebuild(string folder, SearchOptions options, ILogger logger)
    {
        try
        {
            if (!File.Exists(Path.Combine(folder, CorruptMarker)))
            {
                return NewWriter(folder, options);
            }
        }
        catch (Exception exception) when (exception is not LockObtainFailedException and not UnauthorizedAccessException)
        {
            // A damaged file causes almost any exception in Lucene's readers.
            Log.Unreadable(logger, exception, folder);
        }

        Empty(folder);
        return NewWriter(folder, options);
    }

    private static void Empty(string folder)
    {
        using var directory = FSDirectory.Open(folder);
        using var writeLock = directory.MakeLock(IndexWriter.WRITE_LOCK_NAME);
        if (!writeLock.Obtain())
        {
            throw new LockObtainFailedException(folder);
        }

        foreach (var file in System.IO.Directory.GetFiles(folder).Where(file => Path.GetFileName(file) != IndexWriter.WRITE_LOCK_NAME))
        {
            File.Delete(file);
        }
    }

    private static IndexWriter NewWriter(string folder, SearchOptions options)
    {
        // Read, not memory-mapped: a merge of a large index would make all of its pages count as this process's memory.
        var directory = new NIOFSDirectory(folder);
        try
        {
            var writer = new IndexWriter(directory, new(SearchFields.Version, SearchFields.ByField)
            {
                OpenMode = OpenMode.CREATE_OR_APPEND,
                RAMBufferSizeMB = options.BufferMegabytes,
                Similarity = SearchFields.Similarity,
                WriteLockTimeout = 0,
                // Twice as many segments as usual before they are merged: a first import would spend a third of its time merging.
                MergePolicy = new TieredMergePolicy { SegmentsPerTier = SegmentsPerTier, MaxMergeAtOnce = SegmentsPerTier },
            });
            try
            {
                // Reads every segment once, to detect damage now.
                using var reader = DirectoryReader.Open(writer, applyAllDeletes: true);
                foreach (var leaf in reader.Leaves)
                {
                    leaf.AtomicReader.CheckIntegrity();
                }

                return writer;
            }
            catch
            {
                writer.Rollback();
                throw;
            }
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Another process has locked the search index in {Folder}")]
        public static partial void Locked(ILogger logger, string folder);

        [LoggerMessage(LogLevel.Warning, "Opening the search index in {Folder} failed; rebuilding it")]
        public static partial void Unreadable(ILogger logger, Exception exception, string folder);
    }
}
