using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Papers.Ingest.Records;
using Papers.Ingest.Sources;

namespace Papers.Ingest.Import;

/// <summary>Reads a file in batches, some way ahead of the one who saves them: parsing costs as much as saving, and need not wait for it.</summary>
internal static class FileReading
{
    private const int BatchesAhead = 2;

    /// <param name="path">The file.</param>
    /// <param name="format">What it was found to be.</param>
    /// <param name="latestDay">A record of a later day is rejected: its day is a slip, and would stand above all others.</param>
    /// <param name="position">How many entries to pass over.</param>
    /// <exception cref="IOException">The disk, not the file's contents, is at fault.</exception>
    public static async IAsyncEnumerable<EntryBatch> ReadAsync(
        string path,
        ISourceFormat format,
        DateOnly latestDay,
        long position,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<EntryBatch>(new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => ReadAheadAsync(path, format, latestDay, position, batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellationToken))
            {
                yield return batch;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private static async Task ReadAheadAsync(
        string path,
        ISourceFormat format,
        DateOnly latestDay,
        long position,
        ChannelWriter<EntryBatch> batches,
        CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 128 * 1024);
            await using var text = PackedText.Open(file, out _);
            var context = new SourceContext(ListDay.Find(Path.GetFileName(path)), new(File.GetLastWriteTimeUtc(file.SafeFileHandle)));
            var batch = new EntryBatch(position, context.ReadAt);
            foreach (var entry in format.Read(text, context).Skip(position))
            {
                batch.Add(FutureDays.Reject(latestDay, entry));
                if (batch.IsFull)
                {
                    await batches.WriteAsync(batch, cancellationToken);
                    batch = new EntryBatch(batch.Position + batch.Count, context.ReadAt);
                }
            }

            if (batch.Count > 0)
            {
                await batches.WriteAsync(batch, cancellationToken);
            }

            batches.Complete();
        }
        catch (Exception fault)
        {
            // It belongs to the one who asks for the batches.
            batches.Complete(fault);
        }
    }

    private static IEnumerable<SourceEntry> Skip(this IEnumerable<SourceEntry> entries, long count)
    {
        foreach (var entry in entries)
        {
            if (count-- <= 0)
            {
                yield return entry;
            }
        }
    }
}
