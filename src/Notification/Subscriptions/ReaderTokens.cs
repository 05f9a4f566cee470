using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Papers.Notification.Subscriptions;

/// <summary>
/// The tokens in the links of mails: what they are for, whose, and an HMAC-SHA256 over both by a key that only this service's schema
/// holds. Nothing is stored for one, so that a mail can be built again to the letter. A token to confirm names the round (each leaving
/// begins a new one, so that an old mail cannot bring a reader back) and when it expires; that to leave holds for ever.
/// </summary>
public sealed class ReaderTokens(byte[] key)
{
    private const int MacBytes = 32;
    private const int LeaveBytes = 1 + 16;
    private const int ConfirmBytes = LeaveBytes + 4 + 8;

    public string ToConfirm(Guid subscription, int round, DateTimeOffset expiresAt)
    {
        Span<byte> token = stackalloc byte[ConfirmBytes + MacBytes];
        Begin(token, TokenPurpose.Confirm, subscription);
        BinaryPrimitives.WriteInt32BigEndian(token[LeaveBytes..], round);
        BinaryPrimitives.WriteInt64BigEndian(token[(LeaveBytes + 4)..], expiresAt.ToUnixTimeSeconds());
        return Sign(token);
    }

    public string ToLeave(Guid subscription)
    {
        Span<byte> token = stackalloc byte[LeaveBytes + MacBytes];
        Begin(token, TokenPurpose.Leave, subscription);
        return Sign(token);
    }

    /// <summary>Null where it is no token of ours. That it expired is told, not judged.</summary>
    public ReaderToken? Read(string text)
    {
        Span<byte> token = stackalloc byte[ConfirmBytes + MacBytes];
        if (text.Length > Base64Url.GetEncodedLength(token.Length)
            || Base64Url.DecodeFromChars(text, token, out _, out var length) != OperationStatus.Done
            || length < LeaveBytes + MacBytes)
        {
            return null;
        }

        token = token[..length];
        var body = token[..^MacBytes];
        var purpose = (TokenPurpose)body[0];
        var expected = purpose switch { TokenPurpose.Confirm => ConfirmBytes, TokenPurpose.Leave => LeaveBytes, _ => -1 };
        Span<byte> mac = stackalloc byte[MacBytes];
        HMACSHA256.HashData(key, body, mac);
        if (body.Length != expected || !CryptographicOperations.FixedTimeEquals(mac, token[^MacBytes..]))
        {
            return null;
        }

        var subscription = new Guid(body[1..LeaveBytes], bigEndian: true);
        return purpose == TokenPurpose.Leave
            ? new ReaderToken(purpose, subscription, Round: 0, DateTimeOffset.MaxValue)
            : new ReaderToken(
                purpose,
                subscription,
                BinaryPrimitives.ReadInt32BigEndian(body[LeaveBytes..]),
                DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(body[(LeaveBytes + 4)..])));
    }

    private static void Begin(Span<byte> token, TokenPurpose purpose, Guid subscription)
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

public enum TokenPurpose : byte
{
    Confirm = 1,
    Leave = 2,
}

public sealed record ReaderToken(TokenPurpose Purpose, Guid Subscription, int Round, DateTimeOffset ExpiresAt);
