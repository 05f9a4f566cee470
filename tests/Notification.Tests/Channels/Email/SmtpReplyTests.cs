using Papers.Notification.Channels.Email;

namespace Papers.Notification.Tests.Channels.Email;

public sealed class SmtpReplyTests
{
    [Theory]
    [InlineData(550, false, SendResult.Rejected)]
    [InlineData(554, false, SendResult.Rejected)]
    [InlineData(552, false, SendResult.Rejected)]
    [InlineData(450, false, SendResult.Deferred)]
    [InlineData(451, false, SendResult.Deferred)]
    [InlineData(421, false, SendResult.Deferred)]
    [InlineData(550, true, SendResult.Unavailable)]
    [InlineData(450, true, SendResult.Deferred)]
    [InlineData(530, false, SendResult.Unavailable)]
    [InlineData(535, false, SendResult.Unavailable)]
    public void A_reply_means_rejected_deferred_or_unavailable(int code, bool isSenderRejected, SendResult result) =>
        Assert.Equal(result, SmtpReply.ToResult(code, isSenderRejected));

    [Fact]
    public void A_reason_is_one_line_and_masks_addresses() =>
        Assert.Equal("550 <a…@example.org>: no such user", FailureReason.From("550 <ada@example.org>: no\r\nsuch user"));
}
