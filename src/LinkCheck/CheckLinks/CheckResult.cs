namespace Papers.LinkCheck.CheckLinks;

/// <summary>What came of asking for a link once.</summary>
public sealed record CheckResult
{
    public required CheckOutcome Outcome { get; init; }

    /// <summary>The HTTP status of the last reply; null where there was none.</summary>
    public int? Status { get; init; }

    /// <summary>How long the host asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where redirects led; null where there were none.</summary>
    public string? FinalUrl { get; init; }

    public TimeSpan Duration { get; init; }
}

public enum CheckOutcome
{
    /// <summary>A page came.</summary>
    Answered,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>410.</summary>
    Gone,

    /// <summary>A page came that says that there is none, or the site's front page in its place.</summary>
    SoftNotFound,

    /// <summary>No such host by the word of the name servers.</summary>
    NoSuchHost,

    /// <summary>The host answers, but nothing listens there.</summary>
    ConnectionRefused,

    /// <summary>429 or 503: the host asks for patience.</summary>
    Busy,

    /// <summary>401, 403 and the like: it is there, but not for us.</summary>
    Denied,

    /// <summary>5xx but 503.</summary>
    ServerError,

    TimedOut,

    /// <summary>The connection could not be made or broke, for a reason that may be ours.</summary>
    ConnectionFailed,

    /// <summary>The certificate is not valid for the host, or the two sides share no cipher.</summary>
    TlsFailed,

    RedirectedInACircle,

    TooManyRedirects,

    /// <summary>To what is not http or https, or to nowhere.</summary>
    BadRedirect,

    /// <summary>It leads to an address that is not of the public internet.</summary>
    PrivateAddress,

    /// <summary>A status that says none of this.</summary>
    StrangeStatus,
}
