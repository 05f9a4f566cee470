using System.Globalization;
using Papers.Contracts.Ingest;
using Papers.Contracts.LinkCheck;

namespace Papers.Web.Lists;

/// <summary>Numbers, days and verdicts in the words that pages use.</summary>
public static class Wording
{
    public static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    /// <summary>A count in a small place: 950, 1.2k, 31k.</summary>
    public static string ShortCount(long count) => count switch
    {
        < 1_000 => count.ToString(CultureInfo.InvariantCulture),
        < 9_950 => string.Create(CultureInfo.InvariantCulture, $"{count / 1_000d:0.#}k"),
        < 999_500 => string.Create(CultureInfo.InvariantCulture, $"{count / 1_000d:0}k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{count / 1_000_000d:0.#}M"),
    };

    /// <summary>What a person calls a source; a name that is new here stands for itself.</summary>
    public static string Source(string name) =>
        name.StartsWith("huggingface", StringComparison.Ordinal) ? "Hugging Face"
        : name.StartsWith("arxiv", StringComparison.Ordinal) ? "arXiv"
        : name;

    /// <summary>A person or an organization as people say it.</summary>
    public static string Account(FeaturedAccount account) => string.IsNullOrWhiteSpace(account.Fullname) ? account.Name : account.Fullname;

    /// <summary>Friday, 14 March 2025.</summary>
    public static string LongDay(DateOnly day) => day.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>14 March 2025.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>2025-03-14, for addresses and machines.</summary>
    public static string IsoDay(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>14 March 2025, 06:30 UTC.</summary>
    public static string Timestamp(DateTimeOffset time) => time.ToUniversalTime().ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>The first names and how many more there are.</summary>
    public static string Authors(IReadOnlyList<string> authors, int most) => authors.Count <= most + 1
        ? string.Join(", ", authors)
        : $"{string.Join(", ", authors.Take(most))} and {authors.Count - most} more";

    /// <summary>What a check found, in words that stand alone.</summary>
    public static string Verdict(LinkVerdict? verdict) => verdict switch
    {
        LinkVerdict.Alive => "works",
        LinkVerdict.Dead => "is dead",
        LinkVerdict.Unsure => "did not answer clearly",
        LinkVerdict.Refused => "was not checked: it leads to a private address",
        _ => "was not checked yet",
    };
}
