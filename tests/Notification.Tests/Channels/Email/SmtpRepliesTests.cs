using Papers.Notification.Channels.Email;

namespace Papers.Notification.Tests.Channels.Email;

public sealed class SmtpRepliesTests
{
    [Theory]
    [InlineData(550, false, SendResult.Refused)]
    [InlineData(554, false, SendResult.Refused)]
    [InlineData(552, false, SendResult.Refused)]
    [InlineData(450, false, SendResult.Later)]
    [InlineData(451, false, SendResult.Later)]
    [InlineData(421, false, SendResult.Later)]
    [InlineData(550, true, SendResult.Away)]
    [InlineData(450, true, SendResult.Later)]
    [InlineData(530, false, SendResult.Away)]
    [InlineData(535, false, SendResult.Away)]
    public void A_reply_means_refused_later_or_that_the_operator_must_act(int code, bool ofTheSender, SendResult result) =>
        Assert.Equal(result, SmtpReplies.Judge(code, ofTheSender));

    [Fact]
    public void A_reason_repeats_no_address_and_is_one_line() =>
        Assert.Equal("550 <a…@example.org>: no such user", Reasons.Of("550 <ada@example.org>: no\r\nsuch user"));
}
