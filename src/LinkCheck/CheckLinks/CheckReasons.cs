namespace Papers.LinkCheck.CheckLinks;

/// <summary>Why a link is not called alive, in a few plain words.</summary>
internal static class CheckReasons
{
    public static string? Of(CheckResult result) => result.Outcome switch
    {
        CheckOutcome.Answered => null,
        CheckOutcome.NotFound => "not found",
        CheckOutcome.Gone => "gone for good, says the server",
        CheckOutcome.SoftNotFound => "another page comes in its place, or one that says it is not found",
        CheckOutcome.NoSuchHost => "no such host",
        CheckOutcome.ConnectionRefused => "nothing answers there",
        CheckOutcome.Busy => "the server asks for patience",
        CheckOutcome.Denied => "the server does not show it to robots",
        CheckOutcome.ServerError => "an error of the server",
        CheckOutcome.TimedOut => "no answer in time",
        CheckOutcome.ConnectionFailed => "the connection failed",
        CheckOutcome.TlsFailed => "no secure connection: the certificate is not valid",
        CheckOutcome.RedirectedInACircle => "redirects in a circle",
        CheckOutcome.TooManyRedirects => "too many redirects",
        CheckOutcome.BadRedirect => "redirects to no web page",
        CheckOutcome.PrivateAddress => "leads to a private address",
        CheckOutcome.StrangeStatus => "an unusual answer",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result.Outcome, null),
    };
}
