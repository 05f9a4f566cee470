namespace Papers.LinkCheck.CheckLinks;

/// <summary>The result of one check of a link.</summary>
internal sealed record CheckResult
{
    public required CheckOutcome Outcome { get; init; }

    /// <summary>The HTTP status of the last reply; null where there was none.</summary>
    public int? Status { get; init; }

    /// <summary>The host's Retry-After.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where redirects led; null where there were none.</summary>
    public string? FinalUrl { get; init; }

    public TimeSpan Duration { get; init; }
}

/// <summary>The names are stored in <c>link_checks</c>: renaming one needs a migration.</summary>
public enum CheckOutcome
{
    /// <summary>A page was returned.</summary>
    Answered,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>410.</summary>
    Gone,

    /// <summary>A success status with an error page, or with the site's front page instead of the page.</summary>
    SoftNotFound,

    /// <summary>DNS knows no such host.</summary>
    NoSuchHost,

    /// <summary>The host is reachable, but nothing listens on the port.</summary>
    ConnectionRefused,

    /// <summary>429 or 503.</summary>
    RateLimited,

    /// <summary>401, 403 and similar: the page may exist, but not for this client.</summary>
    Denied,

    /// <summary>5xx except 503.</summary>
    ServerError,

    TimedOut,

    /// <summary>The connection could not be made, or broke; the cause may be on our side.</summary>
    ConnectionFailed,

    /// <summary>The certificate is not valid for the host, or there is no common cipher.</summary>
    TlsFailed,

    RedirectLoop,

    TooManyRedirects,

    /// <summary>A redirect without a target, or to a URL that is not http or https.</summary>
    InvalidRedirect,

    /// <summary>The URL, or a redirect, leads to an address outside the public internet.</summary>
    PrivateAddress,

    /// <summary>Any other status.</summary>
    UnexpectedStatus,
}
