using System.Buffers.Text;
using Papers.Notification.Subscriptions;

namespace Papers.Notification.Tests.Subscriptions;

public sealed class ReaderTokensTests
{
    private static readonly Guid s_reader = Guid.Parse("6f9619ff-8b86-4011-b42d-00c04fc964ff");
    private static readonly DateTimeOffset s_expiry = new(2026, 3, 14, 7, 0, 0, TimeSpan.Zero);

    private readonly ReaderTokens _tokens = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    [Fact]
    public void A_token_to_confirm_tells_whose_it_is_which_round_and_when_it_expires() =>
        Assert.Equal(
            new ReaderToken(TokenPurpose.Confirm, s_reader, 3, s_expiry),
            _tokens.Read(_tokens.ToConfirm(s_reader, 3, s_expiry)));

    [Fact]
    public void A_token_to_leave_is_one_for_each_reader_and_never_expires()
    {
        Assert.Equal(_tokens.ToLeave(s_reader), _tokens.ToLeave(s_reader));
        Assert.Equal(new ReaderToken(TokenPurpose.Leave, s_reader, 0, DateTimeOffset.MaxValue), _tokens.Read(_tokens.ToLeave(s_reader)));
    }

    [Fact]
    public void A_token_can_stand_in_an_address_as_it_is() =>
        Assert.Matches("^[A-Za-z0-9_-]{40,120}$", _tokens.ToConfirm(s_reader, 1, s_expiry));

    [Fact]
    public void No_bit_of_a_token_can_be_changed()
    {
        foreach (var token in (string[])[_tokens.ToConfirm(s_reader, 1, s_expiry), _tokens.ToLeave(s_reader)])
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
    public void A_token_to_leave_made_longer_confirms_nothing()
    {
        var leave = Base64Url.DecodeFromChars(_tokens.ToLeave(s_reader));

        Assert.Null(_tokens.Read(Base64Url.EncodeToString([.. leave, .. new byte[12]])));
        Assert.Null(_tokens.Read(Base64Url.EncodeToString([1, .. leave[1..]])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a token")]
    [InlineData("../../etc/passwd")]
    [InlineData("AAAA")]
    [InlineData("\u0000\u00DF")]
    public void Anything_else_is_no_token(string text)
    {
        Assert.Null(_tokens.Read(text));
        Assert.Null(_tokens.Read(new string('A', 100_000)));
    }

    [Fact]
    public void Another_key_reads_nothing_of_ours() =>
        Assert.Null(new ReaderTokens(new byte[32]).Read(_tokens.ToLeave(s_reader)));
}
