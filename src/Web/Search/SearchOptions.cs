using System.ComponentModel.DataAnnotations;
using Papers.ServiceDefaults.Settings;

namespace Papers.Web.Search;

/// <summary>Section <c>Web</c> for the folder, which every service names alike, and <c>Web:Search</c> for the rest.</summary>
public sealed class SearchOptions
{
    public const string Section = "Web:Search";
    public const string FolderSetting = "Web:DataFolder";

    /// <summary>Where the index lies, in a folder <c>search-N</c> of its own for each replica on this machine; rebuilt when it is lost.</summary>
    [SettingName(FolderSetting)]
    [Required(ErrorMessage = "name a folder that this service may write to")]
    public string DataFolder { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "papers",
        "web");

    [Range(1, 5_000, ErrorMessage = "set it between 1 and 5000 papers")]
    public int BatchSize { get; init; } = 4_000;

    /// <summary>How long the follower rests when nothing has changed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00", ErrorMessage = "set it between 00:00:00.010 and 00:01:00")]
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long it lets papers gather while they come in: each batch makes a segment of its own, and small ones cost the most.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00", ErrorMessage = "set it between 00:00:00.010 and 00:01:00")]
    public TimeSpan GatherFor { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The same while many papers come in at a time, as from a large file.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00", ErrorMessage = "set it between 00:00:00.010 and 00:01:00")]
    public TimeSpan GatherManyFor { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How much work a crash may undo: what is not committed is indexed again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00", ErrorMessage = "set it between 00:00:00.100 and 00:10:00")]
    public TimeSpan CommitEvery { get; init; } = TimeSpan.FromSeconds(5);

    [Range(4, 1024, ErrorMessage = "set it between 4 and 1024")]
    public int BufferMegabytes { get; init; } = 32;
}
