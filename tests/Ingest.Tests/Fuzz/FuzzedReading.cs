using Papers.Ingest.Harvest;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;

namespace Papers.Ingest.Tests.Fuzz;

/// <summary>What must hold of every reader, whatever it reads.</summary>
internal static class FuzzedReading
{
    // The longest row's buffer, its text in UTF-16, and what that is made into; small inputs may cost their reader's buffers alone. What is
    // allocated is not held: a file of nothing but XML declarations costs an XML reader for every twenty bytes, one after the other.
    private const long MostAllocated = 48L * 1024 * 1024;
    private const long MostAllocatedPerByte = 5_000;

    private static readonly SourceContext s_context = new(new(2025, 1, 9), new(2025, 1, 9, 12, 0, 0, TimeSpan.Zero));

    /// <summary>What went wrong, or null. A reader that hangs is for the caller to notice.</summary>
    public static string? FindFault(FuzzedReader reader, byte[] input, int seed)
    {
        var isDamaged = seed % 16 == 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var whole = Outcome(reader, isDamaged ? new PiecewiseStream(input, 0, isDamaged) : new MemoryStream(input));
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > MostAllocated + MostAllocatedPerByte * input.Length)
            {
                return $"{allocated:N0} bytes were allocated for {input.Length:N0}.";
            }

            // Where a reader breaks off before damage depends on how far its parser had read ahead.
            return isDamaged || seed % 4 != 0 || whole == Outcome(reader, new PiecewiseStream(input, seed, isDamaged)) ? null : "Read in pieces, it gives other entries.";
        }
        catch (InvalidRecordException fault)
        {
            return fault.Message;
        }
        catch (Exception fault)
        {
            return fault.ToString();
        }
    }

    private static (long Records, long Rejects, int Digest) Outcome(FuzzedReader reader, Stream text)
    {
        var (records, rejects, digest) = (0L, 0L, new HashCode());
        try
        {
            foreach (var entry in reader.Read(text, s_context))
            {
                digest.Add(entry.Line);
                if (entry is ReadRecord { Record: var record })
                {
                    records++;
                    digest.Add(record.Title);
                    digest.Add(record.Abstract);
                    digest.Add(record.ArxivId);
                    RequireValid(record);
                }
                else if (entry is RejectedEntry rejected)
                {
                    rejects++;
                    digest.Add(rejected.Reason);
                    Require(rejected.Reason.Length is > 0 and < 600, "A reason has no letters, or too many.");
                }
            }
        }
        catch (UnreadableReplyException) when (reader.IsReply)
        {
            return (0, -1, 0);
        }

        return (records, rejects, digest.ToHashCode());
    }

    private static void RequireValid(SourceRecord record)
    {
        Require(record.Title.Length is > 0 and <= SourceRecordRules.LongestTitle, "A title is empty or too long.");
        Require(record.Abstract.Length is > 0 and <= SourceRecordRules.LongestAbstract, "An abstract is empty or too long.");
        Require(record.Title == SourceText.CleanKeepingLines(record.Title), "A title is not clean.");
        Require(record.Authors.Count <= SourceRecordRules.MostAuthors, "There are too many authors.");
        Require(record.Featured is not { Keywords.Count: > 100 }, "There are too many keywords.");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidRecordException(otherwise);
        }
    }

    private sealed class InvalidRecordException(string message) : Exception(message);
}
