using System.Text;
using Microsoft.Extensions.Options;

namespace Papers.Ingest.Import;

/// <summary>
/// The folder that files are dropped into, with <c>done</c> and <c>failed</c> below it. Names that begin with a dot or end in <c>.part</c> or
/// <c>.tmp</c> are unfinished, and ignored.
/// </summary>
internal sealed class InboxFolder(IOptions<ImportOptions> options)
{
    public const string ReportSuffix = ".report.json";

    /// <summary>The longest file name in bytes of UTF-8: file systems allow 255, and a number and the suffix of the report may be added.</summary>
    public const int LongestName = 200;

    private static readonly TimeSpan s_uploadsAbandonedAfter = TimeSpan.FromDays(1);

    public string Path { get; } = System.IO.Path.GetFullPath(options.Value.Inbox);

    public string Done => System.IO.Path.Combine(Path, "done");

    public string Failed => System.IO.Path.Combine(Path, "failed");

    public void Create()
    {
        Directory.CreateDirectory(Path);
        Directory.CreateDirectory(Done);
        Directory.CreateDirectory(Failed);
    }

    public static bool Ignores(string name) =>
        name.StartsWith('.')
        || name.EndsWith(".part", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".tmp", StringComparison.OrdinalIgnoreCase);

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The files to import, by name.</summary>
    public IReadOnlyList<FileStamp> List() =>
        [.. new DirectoryInfo(Path).EnumerateFiles()
            .Where(file => !Ignores(file.Name))
            .Select(file => FileStamp.Find(file.FullName))
            .OfType<FileStamp>()
            .OrderBy(file => file.Name, StringComparer.Ordinal)];

    /// <summary>The path of an upload until it is complete.</summary>
    public string NewUpload(Guid id) => PathOf($".upload-{id:N}.part");

    /// <summary>Removes incomplete uploads that are over a day old.</summary>
    public void RemoveAbandonedUploads(DateTimeOffset now)
    {
        foreach (var upload in new DirectoryInfo(Path).EnumerateFiles(".upload-*.part"))
        {
            if (now - upload.LastWriteTimeUtc > s_uploadsAbandonedAfter)
            {
                upload.Delete();
            }
        }
    }

    /// <summary>The first of <c>NAME</c>, <c>NAME-2</c>, … (before the extensions) that is free together with its report.</summary>
    public static string FreeName(string folder, string name)
    {
        for (var number = 1; ; number++)
        {
            var free = Numbered(Shortened(name), number);
            var path = System.IO.Path.Combine(folder, free);
            if (!System.IO.Path.Exists(path) && !System.IO.Path.Exists(path + ReportSuffix))
            {
                return free;
            }
        }
    }

    /// <summary>The end of a name, with its extensions, that fits into <see cref="LongestName"/>.</summary>
    public static string Shortened(string name)
    {
        while (Encoding.UTF8.GetByteCount(name) > LongestName)
        {
            name = name[(char.IsHighSurrogate(name[0]) ? 2 : 1)..];
        }

        return name;
    }

    /// <summary><c>papers.jsonl.gz</c>, 2 → <c>papers-2.jsonl.gz</c>.</summary>
    public static string Numbered(string name, int number)
    {
        var extensions = name.IndexOf('.', 1);
        return number == 1 ? name : extensions < 0 ? $"{name}-{number}" : $"{name[..extensions]}-{number}{name[extensions..]}";
    }
}
