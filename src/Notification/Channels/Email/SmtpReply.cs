namespace Papers.Notification.Channels.Email;

/// <summary>What an SMTP error reply means for the mail (RFC 5321, 4.2.1): 5xx is permanent, 4xx temporary.</summary>
internal static class SmtpReply
{
    private const int AuthenticationRequired = 530;
    private const int AuthenticationTooWeak = 534;
    private const int AuthenticationFailed = 535;
    private const int EncryptionRequired = 538;

    /// <param name="code">The reply code.</param>
    /// <param name="isSenderRejected">Our own sender address was rejected: the operator must fix it, and no mail may be lost meanwhile.</param>
    public static SendResult ToResult(int code, bool isSenderRejected) => code switch
    {
        AuthenticationRequired or AuthenticationTooWeak or AuthenticationFailed or EncryptionRequired => SendResult.Unavailable,
        >= 500 when isSenderRejected => SendResult.Unavailable,
        >= 500 => SendResult.Rejected,
        _ => SendResult.Deferred,
    };
}
