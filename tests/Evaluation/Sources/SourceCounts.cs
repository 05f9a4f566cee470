using System.IO.Compression;
using Papers.Ingest.Import;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.HuggingFaceDaily;
using Papers.Ingest.Sources.JsonLines;

namespace Papers.Evaluation.Sources;

/// <summary>The number of papers in a folder of Hugging Face daily lists, in a JSON Lines file, and in both together, counted by the readers.</summary>
public static class SourceCounts
{
    public static int Print(string dailyFolder, string jsonLines)
    {
        var daily = new Count();
        foreach (var path in Directory.EnumerateFiles(dailyFolder, "*.json").Order(StringComparer.Ordinal))
        {
            using var file = File.OpenRead(path);
            daily.Files++;
            daily.Add(new HuggingFaceDailyFormat().Read(file, new(ListDay.Find(Path.GetFileName(path)), DateTimeOffset.UnixEpoch)), path);
        }

        using var packed = File.OpenRead(jsonLines);
        using Stream text = jsonLines.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(packed, CompressionMode.Decompress) : packed;
        var listed = new Count { Files = 1 };
        listed.Add(new JsonLinesFormat().Read(text, new(null, DateTimeOffset.UnixEpoch)), jsonLines);

        daily.Print("daily lists");
        listed.Print("JSON Lines");
        Console.WriteLine($"both: {daily.Ids.Union(listed.Ids).Count():N0} arXiv ids");
        return daily.Rejects + listed.Rejects == 0 ? 0 : 1;
    }

    private sealed class Count
    {
        private int _records;

        public HashSet<string> Ids { get; } = [];
        public int Files { get; set; }
        public int Rejects { get; private set; }

        public void Add(IEnumerable<SourceEntry> entries, string path)
        {
            foreach (var entry in entries)
            {
                if (entry is ReadRecord { Record: var record })
                {
                    _records++;
                    Ids.Add(record.ArxivId ?? "");
                }
                else if (entry is RejectedEntry rejected)
                {
                    Rejects++;
                    Console.WriteLine($"{path}, line {rejected.Line}: {rejected.Reason}");
                }
            }
        }

        public void Print(string name) => Console.WriteLine($"{name}: {Files:N0} files, {_records:N0} records, {Ids.Count:N0} arXiv ids, {Rejects:N0} rejects");
    }
}
