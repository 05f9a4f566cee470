namespace Papers.Notification.Channels.Email;

/// <summary>What an SMTP server's refusal means for the mail (RFC 5321, 4.2.1): 5xx is for good, 4xx is for now.</summary>
public static class SmtpReplies
{
    private const int WantsEncryptionOrLogin = 530;
    private const int LoginTooWeak = 534;
    private const int LoginWrong = 535;
    private const int EncryptionRequired = 538;

    /// <param name="ofTheSender">It was our own address that was refused: that is for the operator to cure, and no reader's mail is lost by it.</param>
    public static SendResult Judge(int code, bool ofTheSender) => code switch
    {
        WantsEncryptionOrLogin or LoginTooWeak or LoginWrong or EncryptionRequired => SendResult.Away,
        >= 500 when ofTheSender => SendResult.Away,
        >= 500 => SendResult.Refused,
        _ => SendResult.Later,
    };
}
