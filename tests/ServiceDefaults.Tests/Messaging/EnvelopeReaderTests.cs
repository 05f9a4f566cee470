using System.Runtime.Serialization;
using System.Text;
using MassTransit;
using MassTransit.Context;
using MassTransit.Serialization;
using Papers.Contracts.Ingest;
using Papers.Contracts.LinkCheck;
using Papers.ServiceDefaults.Messaging;

namespace Papers.ServiceDefaults.Tests.Messaging;

public sealed class EnvelopeReaderTests
{
    private static readonly Guid s_id = Guid.Parse("0197a0b0-0000-7000-8000-000000000001");

    [Fact]
    public void What_was_written_is_read_again()
    {
        var written = MessagingHost.Papers(3);
        var context = Read(Envelope.Write(written, s_id, DateTimeOffset.UnixEpoch));

        Assert.True(context.TryGetMessage<PapersIngested>(out var read));
        Assert.NotNull(read);
        Assert.Equal(written.Papers.Select(paper => paper.PaperId), read.Papers.Select(paper => paper.PaperId));
        Assert.Equal(s_id, context.MessageId);
        Assert.Equal(DateTime.UnixEpoch, context.SentTime);
    }

    [Fact]
    public void An_event_of_another_kind_is_not_read() =>
        Assert.False(Read(Envelope.Write(MessagingHost.Papers(1), s_id, DateTimeOffset.UnixEpoch)).TryGetMessage<LinksChecked>(out _));

    [Fact]
    public void Signs_of_every_script_and_of_markup_come_back_as_they_were()
    {
        const string title = "<b>\"Ω\"</b> & 'naïve' + 数学 \\alpha \u2028 😀";
        var written = new PapersIngested { Papers = [MessagingHost.Papers(1).Papers[0] with { Title = title }] };

        Assert.True(Read(Envelope.Write(written, s_id, DateTimeOffset.UnixEpoch)).TryGetMessage<PapersIngested>(out var read));
        Assert.NotNull(read);
        Assert.Equal(title, read.Papers[0].Title);
    }

    [Fact]
    public void Other_properties_and_another_order_do_no_harm()
    {
        var context = Read("""
            {"host":{"x":[1]},"message":{"links":[]},"headers":{},"messageType":["urn:message:Papers.Contracts.LinkCheck:LinksChecked"]}
            """u8.ToArray());

        Assert.True(context.TryGetMessage<LinksChecked>(out var read));
        Assert.NotNull(read);
        Assert.Empty(read.Links);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[1,2]")]
    [InlineData("""{"messageType":["urn:message:A:B"]}""")]
    [InlineData("""{"messageType":7,"message":{}}""")]
    [InlineData("""{"sentTime":"yesterday","message":{}}""")]
    [InlineData("""{"messageId":7,"message":{}}""")]
    [InlineData("""{"message":{"links":[""")]
    public void What_is_no_envelope_is_told_so(string body) =>
        Assert.Throws<SerializationException>(() => Read(Encoding.UTF8.GetBytes(body)));

    private static SerializerContext Read(byte[] bytes) =>
        new EnvelopeReader().Deserialize(new BytesMessageBody(bytes), EmptyHeaders.Instance);
}
