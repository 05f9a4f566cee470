using System.Text.Json;
using Papers.Contracts.LinkCheck;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Messaging.Faults;

namespace Papers.ServiceDefaults.Tests.Messaging;

public sealed class EnvelopeTests
{
    private static readonly Guid s_id = Guid.Parse("0197a0b0-0000-7000-8000-000000000001");

    [Fact]
    public void An_envelope_names_the_message_as_masstransit_does()
    {
        using var json = JsonDocument.Parse(Envelope.Write(new LinksChecked { Links = [] }, s_id, DateTimeOffset.UnixEpoch));

        Assert.Equal("urn:message:Papers.Contracts.LinkCheck:LinksChecked", json.RootElement.GetProperty("messageType")[0].GetString());
        Assert.Equal(s_id, json.RootElement.GetProperty("messageId").GetGuid());
        Assert.Equal(0, json.RootElement.GetProperty("message").GetProperty("links").GetArrayLength());
    }

    [Fact]
    public void The_event_of_an_envelope_can_be_told() =>
        Assert.Equal("LinksChecked", MessageNames.EventOf(Envelope.Write(new LinksChecked { Links = [] }, s_id, DateTimeOffset.UnixEpoch)));

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[1,2]")]
    [InlineData("""{"message":{"messageType":["urn:message:A:B"]}}""")]
    [InlineData("""{"messageType":7}""")]
    [InlineData("""{"messageType":[7]}""")]
    public void What_is_no_envelope_is_called_unreadable(string body) =>
        Assert.Equal(MessageNames.Unreadable, MessageNames.EventOf(System.Text.Encoding.UTF8.GetBytes(body)));
}
