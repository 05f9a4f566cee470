using System.Text.RegularExpressions;

namespace Papers.Notification.Channels.Email;

/// <summary>A fault in words for an operator: one line, short, and with every address masked, as servers like to repeat them.</summary>
public static partial class Reasons
{
    private const int Most = 240;

    public static string Of(Exception exception) =>
        exception is MailKit.Net.Smtp.SmtpCommandException refusal
            ? Of($"{(int)refusal.StatusCode} {refusal.Message}")
            : Of($"{exception.GetType().Name}: {exception.Message}");

    public static string Of(string text) => Address().Replace(OneLine.Of(text, Most), "$1…@$2");

    [GeneratedRegex(@"([^\s<>""'@]{1})[^\s<>""'@]{0,63}@([^\s<>""'@,;:]{1,253})")]
    private static partial Regex Address();
}
