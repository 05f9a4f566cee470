using System.ComponentModel.DataAnnotations;

namespace Papers.Ingest.Import;

/// <summary>Settings under <c>Ingest</c> for importing files.</summary>
internal sealed class ImportOptions
{
    public const string Section = "Ingest";

    /// <summary>The folder that files are dropped into. It is created if missing; replicas may share it.</summary>
    [Required(ErrorMessage = "name the folder that files are dropped into, or leave the setting out for \"inbox\"")]
    public string Inbox { get; set; } = "inbox";

    /// <summary>Whether the first run imports the samples.</summary>
    public bool Samples { get; set; } = true;

    /// <summary>The folder of the samples; without it none are imported.</summary>
    public string? SamplesFolder { get; set; }

    /// <summary>How long a file that is written in place must stay unchanged to count as complete. A renamed file is imported at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ErrorMessage = "set it between 00:00:00 and 01:00:00")]
    public TimeSpan QuietTime { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The largest upload, in bytes.</summary>
    [Range(1, long.MaxValue, ErrorMessage = "set it to a number of bytes, 1 or more")]
    public long UploadLimit { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>How many bytes a compressed file may expand to.</summary>
    [Range(1, long.MaxValue, ErrorMessage = "Ingest:UnpackedLimit must be a number of bytes, 1 or more.")]
    public long UnpackedLimit { get; set; } = 16L * 1024 * 1024 * 1024;

    /// <summary>How many files are imported in parallel.</summary>
    [Range(1, 16, ErrorMessage = "set it between 1 and 16")]
    public int FilesAtATime { get; set; } = 3;
}
