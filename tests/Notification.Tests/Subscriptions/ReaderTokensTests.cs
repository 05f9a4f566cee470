using System.Buffers.Text;
using Papers.Notification.Subscriptions;

namespace Papers.Notification.Tests.Subscriptions;

public sealed class ReaderTokensTests
{
    private static readonly Guid s_reader = Guid.Parse("6f9619ff-8b86-4011-b42d-00c04fc964ff");
    private static readonly DateTimeOffset s_expiry = new(2026, 3, 14, 7, 0, 0, TimeSpan.Zero);

    private readonly ReaderTokens _tokens = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    [Fact]
    public void A_token_to_confirm_has_the_subscription_the_round_and_the_expiry() =>
        Assert.Equal(
            new ReaderToken(TokenPurpose.Confirm, s_reader, 3, s_expiry),
            _tokens.Read(_tokens.CreateConfirm(s_reader, 3, s_expiry)));

    [Fact]
    public void The_token_to_unsubscribe_is_always_the_same_and_never_expires()
    {
        Assert.Equal(_tokens.CreateUnsubscribe(s_reader), _tokens.CreateUnsubscribe(s_reader));
        Assert.Equal(new ReaderToken(TokenPurpose.Unsubscribe, s_reader, 0, DateTimeOffset.MaxValue), _tokens.Read(_tokens.CreateUnsubscribe(s_reader)));
    }

    [Fact]
    public void A_token_needs_no_escaping_in_a_url() =>
        Assert.Matches("^[A-Za-z0-9_-]{40,120}$", _tokens.CreateConfirm(s_reader, 1, s_expiry));

    [Fact]
    public void A_token_with_a_changed_bit_is_rejected()
    {
        foreach (var token in (string[])[_tokens.CreateConfirm(s_reader, 1, s_expiry), _tokens.CreateUnsubscribe(s_reader)])
        {
            var bytes = Base64Url.DecodeFromChars(token);
            for (var bit = 0; bit < bytes.Length * 8; bit++)
            {
                var changed = bytes.ToArray();
                changed[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.Null(_tokens.Read(Base64Url.EncodeToString(changed)));
            }
        }
    }

    [Fact]
    public void An_extended_unsubscribe_token_confirms_nothing()
    {
        var unsubscribe = Base64Url.DecodeFromChars(_tokens.CreateUnsubscribe(s_reader));

        Assert.Null(_tokens.Read(Base64Url.EncodeToString([.. unsubscribe, .. new byte[12]])));
        Assert.Null(_tokens.Read(Base64Url.EncodeToString([1, .. unsubscribe[1..]])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a token")]
    [InlineData("../../etc/passwd")]
    [InlineData("AAAA")]
    [InlineData("\u0000\u00DF")]
    public void Anything_else_is_rejected(string text)
    {
        Assert.Null(_tokens.Read(text));
        Assert.Null(_tokens.Read(new string('A', 100_000)));
    }

    [Fact]
    public void A_token_signed_with_another_key_is_rejected() =>
        Assert.Null(new ReaderTokens(new byte[32]).Read(_tokens.CreateUnsubscribe(s_reader)));
}
