using System.ComponentModel.DataAnnotations;
using Papers.ServiceDefaults.Settings;

namespace Papers.Web.Search;

/// <summary>Section <c>Web:Search</c>, but for the folder, which every service has under its own section.</summary>
internal sealed class SearchOptions
{
    public const string Section = "Web:Search";
    public const string FolderSetting = "Web:DataFolder";

    /// <summary>Each replica on this machine has its own folder <c>search-N</c> there; a lost index is rebuilt.</summary>
    [SettingName(FolderSetting)]
    [Required(ErrorMessage = "name a folder that this service may write to")]
    public string DataFolder { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "papers",
        "web");

    [Range(1, 5_000, ErrorMessage = "set it between 1 and 5000 papers")]
    public int BatchSize { get; init; } = 4_000;

    /// <summary>The delay when nothing has changed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00", ErrorMessage = "set it between 00:00:00.010 and 00:01:00")]
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The delay while papers arrive: each batch becomes an index segment, and small segments are expensive.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00", ErrorMessage = "set it between 00:00:00.010 and 00:01:00")]
    public TimeSpan GatherFor { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The delay while many papers arrive at once, as from a large file.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00", ErrorMessage = "set it between 00:00:00.010 and 00:01:00")]
    public TimeSpan GatherManyFor { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After a crash, papers since the last commit are indexed again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00", ErrorMessage = "set it between 00:00:00.100 and 00:10:00")]
    public TimeSpan CommitEvery { get; init; } = TimeSpan.FromSeconds(5);

    [Range(4, 1024, ErrorMessage = "set it between 4 and 1024")]
    public int BufferMegabytes { get; init; } = 32;
}
