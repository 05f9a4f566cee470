namespace Papers.Web.Subscribe;

/// <summary>A page that only tells something: each outcome in plain words, with what the reader can do.</summary>
public sealed record Say
{
    public required string Heading { get; init; }

    public required string Text { get; init; }

    public string? More { get; init; }

    /// <summary>Whether to offer the box to subscribe with.</summary>
    public bool OffersBox { get; init; }

    public static Say TooOften { get; } = new()
    {
        Heading = "That was a little often",
        Text = "Many requests for mail came from your address in a short time. Please try again in ten minutes.",
    };

    public static Say UnknownLink { get; } = new()
    {
        Heading = "This link is not known",
        Text = "It may have been cut off on its way. Copy it whole from the mail, or ask for a new one.",
        OffersBox = true,
    };

    public static Say Expired { get; } = new()
    {
        Heading = "This link is no longer good",
        Text = "It came too late, or a newer one has taken its place. Nothing was changed. Ask for a new link and confirm with that one.",
        OffersBox = true,
    };

    public static Say Away { get; } = new()
    {
        Heading = "Mail is out of reach for a moment",
        Text = "The part of this site that keeps the subscriptions does not answer. Nothing was changed. Please try again in a minute.",
    };

    public static Say CheckYourInbox(string email) => new()
    {
        Heading = "Check your inbox",
        Text = $"If {email} is not subscribed yet, a mail with a link to confirm is on its way to it.",
        More = "Nothing else is sent before you confirm. If no mail comes within some minutes, look among the unwanted ones.",
    };

    public static Say Confirmed(string address) => new()
    {
        Heading = "You are subscribed",
        Text = $"{address} gets the next edition.",
        More = "Each mail has a link to leave by.",
    };

    public static Say Left(string address) => new()
    {
        Heading = "You have left",
        Text = $"No more mail will come to {address}.",
        More = "Should you miss it, subscribe again at any time.",
        OffersBox = true,
    };
}

/// <param name="Token">Of the link that led here.</param>
public sealed record LinkForm(string Token, string Address);

public sealed record SubscribeForm
{
    public string Email { get; init; } = "";

    /// <summary>What was wrong with the address given; null before one was.</summary>
    public string? Complaint { get; init; }
}
