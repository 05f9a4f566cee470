using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Papers.Notification.Subscriptions;

/// <summary>
/// Creates and reads the tokens in the links of mails: purpose, subscription, and an HMAC-SHA256 of both. Tokens are not stored, so a mail can
/// be written again identically. A token to confirm also has the round (unsubscribing starts a new one, so an old mail cannot restore a
/// subscription) and its expiry; a token to unsubscribe never expires.
/// </summary>
internal sealed class ReaderTokens(byte[] key)
{
    private const int MacBytes = 32;
    private const int UnsubscribeBytes = 1 + 16;
    private const int ConfirmBytes = UnsubscribeBytes + 4 + 8;

    public string CreateConfirm(Guid subscription, int round, DateTimeOffset expiresAt)
    {
        Span<byte> token = stackalloc byte[ConfirmBytes + MacBytes];
        WriteHead(token, TokenPurpose.Confirm, subscription);
        BinaryPrimitives.WriteInt32BigEndian(token[UnsubscribeBytes..], round);
        BinaryPrimitives.WriteInt64BigEndian(token[(UnsubscribeBytes + 4)..], expiresAt.ToUnixTimeSeconds());
        return Sign(token);
    }

    public string CreateUnsubscribe(Guid subscription)
    {
        Span<byte> token = stackalloc byte[UnsubscribeBytes + MacBytes];
        WriteHead(token, TokenPurpose.Unsubscribe, subscription);
        return Sign(token);
    }

    /// <summary>Null where the text is not a token with a valid signature. The caller must check whether it has expired.</summary>
    public ReaderToken? Read(string text)
    {
        Span<byte> token = stackalloc byte[ConfirmBytes + MacBytes];
        if (text.Length > Base64Url.GetEncodedLength(token.Length)
            || Base64Url.DecodeFromChars(text, token, out _, out var length) != OperationStatus.Done
            || length < UnsubscribeBytes + MacBytes)
        {
            return null;
        }

        token = token[..length];
        var body = token[..^MacBytes];
        var purpose = (TokenPurpose)body[0];
        var expected = purpose switch { TokenPurpose.Confirm => ConfirmBytes, TokenPurpose.Unsubscribe => UnsubscribeBytes, _ => -1 };
        Span<byte> mac = stackalloc byte[MacBytes];
        HMACSHA256.HashData(key, body, mac);
        if (body.Length != expected || !CryptographicOperations.FixedTimeEquals(mac, token[^MacBytes..]))
        {
            return null;
        }

        var subscription = new Guid(body[1..UnsubscribeBytes], bigEndian: true);
        return purpose == TokenPurpose.Unsubscribe
            ? new ReaderToken(purpose, subscription, Round: 0, DateTimeOffset.MaxValue)
            : new ReaderToken(
                purpose,
                subscription,
                BinaryPrimitives.ReadInt32BigEndian(body[UnsubscribeBytes..]),
                DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(body[(UnsubscribeBytes + 4)..])));
    }

    private static void WriteHead(Span<byte> token, TokenPurpose purpose, Guid subscription)
    {
        token[0] = (byte)purpose;
        subscription.TryWriteBytes(token[1..], bigEndian: true, out _);
    }

    private string Sign(Span<byte> token)
    {
        HMACSHA256.HashData(key, token[..^MacBytes], token[^MacBytes..]);
        return Base64Url.EncodeToString(token);
    }
}

internal enum TokenPurpose : byte
{
    Confirm = 1,
    Unsubscribe = 2,
}

internal sealed record ReaderToken(TokenPurpose Purpose, Guid Subscription, int Round, DateTimeOffset ExpiresAt);
