using System.Text.RegularExpressions;

namespace Papers.Notification.Channels.Email;

/// <summary>An error as one short line for the operator, with addresses masked, since SMTP servers repeat them in their replies.</summary>
internal static partial class FailureReason
{
    private const int MaxLength = 240;

    public static string From(Exception exception) =>
        exception is MailKit.Net.Smtp.SmtpCommandException rejection
            ? From($"{(int)rejection.StatusCode} {rejection.Message}")
            : From($"{exception.GetType().Name}: {exception.Message}");

    public static string From(string text) => Address().Replace(SingleLine.From(text, MaxLength), "$1…@$2");

    [GeneratedRegex(@"([^\s<>""'@]{1})[^\s<>""'@]{0,63}@([^\s<>""'@,;:]{1,253})")]
    private static partial Regex Address();
}
