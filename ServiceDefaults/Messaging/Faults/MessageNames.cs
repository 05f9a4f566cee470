using System.Text.Json;

namespace Papers.ServiceDefaults.Messaging.Faults;

/// <summary>Reads the event's name from a message that may be damaged.</summary>
internal static class MessageNames
{
    public const string Unreadable = "(unreadable)";

    /// <summary>The name after the last colon of the envelope's first message type; <see cref="Unreadable"/> if the message is not an envelope.</summary>
    public static string EventOf(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = new Utf8JsonReader(body);
            while (json.Read())
            {
                if (json.CurrentDepth == 1 && json.TokenType == JsonTokenType.PropertyName)
                {
                    var isType = json.ValueTextEquals("messageType"u8);
                    json.Read();
                    if (!isType)
                    {
                        json.Skip();
                    }
                    else if (json.TokenType == JsonTokenType.StartArray && json.Read() && json.TokenType == JsonTokenType.String)
                    {
                        return json.GetString()!.Split(':')[^1]; // a string token has a string
                    }
                }
            }
        }
        catch (JsonException)
        {
        }

        return Unreadable;
    }
}
