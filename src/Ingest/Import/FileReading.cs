using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Papers.Ingest.Records;
using Papers.Ingest.Sources;

namespace Papers.Ingest.Import;

/// <summary>Reads a file in batches, ahead of the code that saves them: parsing costs as much as saving, so both run in parallel.</summary>
internal static class FileReading
{
    private const int BatchesAhead = 2;

    // A copy or an upload without Last-Modified gets the time of its arrival: only an earlier time is that of the contents.
    private static readonly TimeSpan s_copying = TimeSpan.FromHours(1);

    /// <param name="path">The file.</param>
    /// <param name="format">The detected format.</param>
    /// <param name="latestDay">Records with a later day are rejected, see <see cref="FutureDays"/>.</param>
    /// <param name="position">How many entries to skip.</param>
    /// <param name="receivedAt">When the file arrived.</param>
    /// <param name="unpackedLimit">How many bytes a compressed file may expand to.</param>
    /// <exception cref="IOException">The disk failed; bad contents are rejected entries.</exception>
    public static async IAsyncEnumerable<EntryBatch> ReadAsync(
        string path,
        ISourceFormat format,
        DateOnly latestDay,
        long position,
        DateTimeOffset receivedAt,
        long unpackedLimit,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<EntryBatch>(new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => ReadAheadAsync(path, format, latestDay, position, receivedAt, unpackedLimit, batches.Writer, stop.Token), CancellationToken.None);
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
        DateTimeOffset receivedAt,
        long unpackedLimit,
        ChannelWriter<EntryBatch> batches,
        CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 128 * 1024);
            await using var text = PackedText.Open(file, unpackedLimit, out _, cancellationToken);
            DateTimeOffset modifiedAt = new(File.GetLastWriteTimeUtc(file.SafeFileHandle));
            var context = new SourceContext(ListDay.Find(Path.GetFileName(path)), modifiedAt) { IsReadAtKnown = modifiedAt < receivedAt - s_copying };
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
            // Rethrown to the reader of the channel.
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
