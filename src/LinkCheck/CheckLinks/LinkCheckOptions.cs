using System.ComponentModel.DataAnnotations;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>Section <c>LinkCheck</c>.</summary>
internal sealed class LinkCheckOptions : IValidatableObject
{
    public const string Section = "LinkCheck";

    /// <summary>If false, links are found but not checked.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Private addresses that may be requested: <c>host</c> for every port, or <c>host:port</c>.</summary>
    public string[] AllowedPrivateHosts { get; set; } = [];

    [Range(1, 1000, ErrorMessage = "set it from 1 to 1000 (how many links are checked at a time)")]
    public int Concurrency { get; set; } = 32;

    [Range(1, 10, ErrorMessage = "set it from 1 to 10 (how many links of one host are checked at a time, over all replicas)")]
    public int HostConcurrency { get; set; } = 4;

    [Range(typeof(TimeSpan), "00:00:00", "01:00:00",
        ErrorMessage = "set it from 00:00:00 to 01:00:00 (the least time between two requests to one host)")]
    public TimeSpan HostGap { get; set; } = TimeSpan.FromMilliseconds(100);

    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00",
        ErrorMessage = "set it from 00:00:01 to 1.00:00:00 (how far the gap grows while a host answers 429 or 503)")]
    public TimeSpan MaxHostGap { get; set; } = TimeSpan.FromMinutes(1);

    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00",
        ErrorMessage = "set it from 00:00:01 to 1.00:00:00 (the longest Retry-After that is followed)")]
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromHours(6);

    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00",
        ErrorMessage = "set it from 00:00:00.1 to 00:05:00 (how long one request may take)")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(15);

    [Range(typeof(TimeSpan), "00:00:00.100", "00:30:00",
        ErrorMessage = "set it from 00:00:00.1 to 00:30:00 (how long a check may take with all its redirects)")]
    public TimeSpan CheckTimeout { get; set; } = TimeSpan.FromMinutes(1);

    [Range(typeof(TimeSpan), "00:00:01", "01:00:00",
        ErrorMessage = "set it from 00:00:01 to 01:00:00 (when a link is due again if the process that checks it was killed)")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(3);

    [Range(0, 20, ErrorMessage = "set it from 0 to 20 (how many redirects are followed)")]
    public int MaxRedirects { get; set; } = 10;

    [Range(0, 1024 * 1024, ErrorMessage = "set it from 0 to 1048576 (how much of a page is read)")]
    public int MaxPageBytes { get; set; } = 64 * 1024;

    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00",
        ErrorMessage = "set it from 00:00:00.05 to 00:01:00 (how often due links are read)")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00",
        ErrorMessage = "set it from 00:00:01 to 365.00:00:00 (when an alive link is checked again)")]
    public TimeSpan AliveInterval { get; set; } = TimeSpan.FromDays(7);

    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00",
        ErrorMessage = "set it from 00:00:01 to 365.00:00:00 (when a dead link is checked again)")]
    public TimeSpan DeadInterval { get; set; } = TimeSpan.FromDays(30);

    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00",
        ErrorMessage = "set it from 00:00:01 to 365.00:00:00 (when a link to a private address is checked again)")]
    public TimeSpan RefusedInterval { get; set; } = TimeSpan.FromDays(1);

    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00",
        ErrorMessage = "set it from 00:00:01 to 30.00:00:00 (when a rate-limited link without Retry-After is checked again; it doubles each time)")]
    public TimeSpan BusyInterval { get; set; } = TimeSpan.FromMinutes(5);

    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00",
        ErrorMessage = "set it from 00:00:01 to 30.00:00:00 (when an unsure link is checked again; it doubles each time)")]
    public TimeSpan UnsureInterval { get; set; } = TimeSpan.FromHours(1);

    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00",
        ErrorMessage = "set it from 00:00:01 to 30.00:00:00 (the most that UnsureInterval grows to)")]
    public TimeSpan MaxUnsureInterval { get; set; } = TimeSpan.FromDays(2);

    [Range(2, 100, ErrorMessage = "set it from 2 to 100 (how many misses make a link dead)")]
    public int MissesUntilDead { get; set; } = 3;

    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00",
        ErrorMessage = "set it from 00:00:01 to 30.00:00:00 (the least time between two misses that count)")]
    public TimeSpan MissesApart { get; set; } = TimeSpan.FromDays(2);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Lease < CheckTimeout + TimeSpan.FromSeconds(30))
        {
            yield return new("set it to at least LinkCheck:CheckTimeout plus 30 seconds, since it must be longer than a check", [nameof(Lease)]);
        }

        if (MaxHostGap < HostGap)
        {
            yield return new("raise it to LinkCheck:HostGap or more", [nameof(MaxHostGap)]);
        }

        if (MaxUnsureInterval < UnsureInterval)
        {
            yield return new("raise it to LinkCheck:UnsureInterval or more", [nameof(MaxUnsureInterval)]);
        }

        if (AllowedPrivateHosts.Any(host => host.Contains('/') || host.Any(char.IsWhiteSpace)))
        {
            yield return new("give host or host:port, without a scheme or a path, with commas between", [nameof(AllowedPrivateHosts)]);
        }
    }
}
