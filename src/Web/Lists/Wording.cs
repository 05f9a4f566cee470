using System.Globalization;
using Papers.Contracts.Ingest;
using Papers.Contracts.LinkCheck;

namespace Papers.Web.Lists;

/// <summary>How pages write numbers, days and link states.</summary>
internal static class Wording
{
    public static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    /// <summary>950, 1.2k, 31k.</summary>
    public static string ShortCount(long count) => count switch
    {
        < 1_000 => count.ToString(CultureInfo.InvariantCulture),
        < 9_950 => string.Create(CultureInfo.InvariantCulture, $"{count / 1_000d:0.#}k"),
        < 999_500 => string.Create(CultureInfo.InvariantCulture, $"{count / 1_000d:0}k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{count / 1_000_000d:0.#}M"),
    };

    /// <summary>The display name of a source; an unknown name is shown as it is.</summary>
    public static string Source(string name) =>
        name.StartsWith("huggingface", StringComparison.Ordinal) ? "Hugging Face"
        : name.StartsWith("arxiv", StringComparison.Ordinal) ? "arXiv"
        : name;

    public static string Account(FeaturedAccount account) => string.IsNullOrWhiteSpace(account.Fullname) ? account.Name : account.Fullname;

    /// <summary>Friday, 14 March 2025.</summary>
    public static string LongDay(DateOnly day) => day.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>14 March 2025.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>2025-03-14, for URLs and machines.</summary>
    public static string IsoDay(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>14 March 2025, 06:30 UTC.</summary>
    public static string Timestamp(DateTimeOffset time) => time.ToUniversalTime().ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>The first authors, and how many more there are.</summary>
    public static string Authors(IReadOnlyList<string> authors, int max) => authors.Count <= max + 1
        ? string.Join(", ", authors)
        : $"{string.Join(", ", authors.Take(max))} and {authors.Count - max} more";

    public static string Verdict(LinkVerdict? verdict) => verdict switch
    {
        LinkVerdict.Alive => "works",
        LinkVerdict.Dead => "broken",
        LinkVerdict.Unsure => "unclear",
        LinkVerdict.Refused => "skipped (private address)",
        _ => "not checked yet",
    };
}
