using System.Globalization;
using System.Text;

namespace Papers.Notification.Channels.Email;

/// <summary>
/// An address that mail can be sent to: a dot-atom of RFC 5321 (with the letters of RFC 6531) at a fully-qualified domain. Quoted local
/// parts, comments, address literals and control characters are rejected, so an address cannot break a header or an SMTP command.
/// </summary>
internal sealed record EmailAddress
{
    private const int MaxBytes = 254;
    private const int MaxLocalBytes = 64;
    private const string AtomSigns = "!#$%&'*+-/=?^_`{|}~";

    private static readonly IdnMapping s_idn = new() { UseStd3AsciiRules = true };

    private EmailAddress(string local, string domain) => (Local, Domain) = (local, domain);

    private string Local { get; }

    private string Domain { get; }

    /// <summary>The address to send to: the local part as written, the domain in lower-case ASCII.</summary>
    public string Value => $"{Local}@{Domain}";

    /// <summary>Equal for all spellings of a mailbox: providers ignore case, so another case must not be another subscriber.</summary>
    public string Key => $"{Local.ToLowerInvariant()}@{Domain}";

    /// <summary>For pages and logs: the first character and the domain.</summary>
    public string Masked
    {
        get
        {
            var first = StringInfo.GetNextTextElement(Local);
            return $"{first}…@{Domain}";
        }
    }

    public override string ToString() => Masked;

    /// <summary>Null where the text is not such an address.</summary>
    public static EmailAddress? Parse(string? text)
    {
        // Bounds the work for huge texts.
        if (text is null || text.Length > 2 * MaxBytes)
        {
            return null;
        }

        text = text.Trim(' ', '\t');
        var at = text.LastIndexOf('@');
        if (at <= 0 || !IsLocalPart(text[..at]) || AsciiDomain(text[(at + 1)..]) is not { } domain)
        {
            return null;
        }

        var address = new EmailAddress(text[..at], domain);
        return Encoding.UTF8.GetByteCount(address.Value) <= MaxBytes ? address : null;
    }

    private static bool IsLocalPart(string local) =>
        Encoding.UTF8.GetByteCount(local) <= MaxLocalBytes
        && local.Split('.').All(atom => atom.Length > 0 && atom.EnumerateRunes().All(IsAtomRune));

    private static bool IsAtomRune(Rune rune) =>
        rune.IsAscii
            ? char.IsAsciiLetterOrDigit((char)rune.Value) || AtomSigns.Contains((char)rune.Value)
            : rune != Rune.ReplacementChar && (Rune.IsLetterOrDigit(rune) || IsMark(rune));

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static string? AsciiDomain(string domain)
    {
        if (!domain.EnumerateRunes().All(IsDomainRune) || !domain.Contains('.'))
        {
            return null;
        }

        string ascii;
        try
        {
            ascii = s_idn.GetAscii(domain.ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return null;
        }

        var labels = ascii.Split('.');
        return labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit) ? ascii : null;
    }

    private static bool IsDomainRune(Rune rune) =>
        rune.Value is '-' or '.' || (rune != Rune.ReplacementChar && (Rune.IsLetterOrDigit(rune) || IsMark(rune)));

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
