using Lucene.Net.Index;
using Lucene.Net.Store;

namespace Papers.Web.Search;

/// <summary>
/// The folder that the index lies in: <c>search-0</c>, or the next one that no other replica on this machine holds. An index that cannot
/// be opened is thrown away, since it can be made again.
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
                Log.Taken(logger, folder);
            }
            catch (UnauthorizedAccessException exception)
            {
                throw new InvalidOperationException($"The search index cannot be written to {folder}: set Web:DataFolder to a folder that this service may write to.", exception);
            }
        }

        throw new InvalidOperationException($"{MaxReplicas} other processes hold the folders under {options.DataFolder}: set Web:DataFolder to another.");
    }

    /// <summary>Leaves word that the index turned out to be broken, so that the next start makes it anew.</summary>
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
            // A damaged file shows as almost any exception of Lucene's readers.
            Log.Unreadable(logger, exception, folder);
        }

        Empty(folder);
        return NewWriter(folder, options);
    }

    private static void Empty(string folder)
    {
        using var directory = FSDirectory.Open(folder);
        using var hold = directory.MakeLock(IndexWriter.WRITE_LOCK_NAME);
        if (!hold.Obtain())
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
        // Read, not mapped: a merge of a large index would make all of its pages count as this process's memory.
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
                // Reads every segment once, so that damage shows now.
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
        [LoggerMessage(LogLevel.Information, "Another process holds the search index in {Folder}")]
        public static partial void Taken(ILogger logger, string folder);

        [LoggerMessage(LogLevel.Warning, "The search index in {Folder} could not be read and is made anew")]
        public static partial void Unreadable(ILogger logger, Exception exception, string folder);
    }
}
