namespace Papers.LinkCheck.CheckLinks;

/// <summary>Why a link is not alive, in a few words for readers. Stored with the link and published with its verdict.</summary>
internal static class CheckReasons
{
    public static string? For(CheckResult result) => result.Outcome switch
    {
        CheckOutcome.Answered => null,
        CheckOutcome.NotFound => "not found (404)",
        CheckOutcome.Gone => "gone (410)",
        CheckOutcome.SoftNotFound => "soft 404: the site shows its front page or an error page instead",
        CheckOutcome.NoSuchHost => "unknown host",
        CheckOutcome.ConnectionRefused => "connection refused",
        CheckOutcome.RateLimited => "rate limited (429 or 503)",
        CheckOutcome.Denied => "the site blocks automated checks (such as 401 or 403)",
        CheckOutcome.ServerError => "server error (5xx)",
        CheckOutcome.TimedOut => "timeout",
        CheckOutcome.ConnectionFailed => "connection failed",
        CheckOutcome.TlsFailed => "TLS failed: the certificate is invalid",
        CheckOutcome.RedirectLoop => "redirect loop",
        CheckOutcome.TooManyRedirects => "too many redirects",
        CheckOutcome.InvalidRedirect => "redirects to an invalid URL",
        CheckOutcome.PrivateAddress => "leads to a private address",
        CheckOutcome.UnexpectedStatus => "unexpected HTTP status",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result.Outcome, null),
    };
}
