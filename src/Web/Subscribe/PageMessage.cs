namespace Papers.Web.Subscribe;

/// <summary>A page that only says what happened and what the reader can do.</summary>
public sealed record PageMessage
{
    public required string Heading { get; init; }

    public required string Text { get; init; }

    public string? More { get; init; }

    /// <summary>Whether to show the form to subscribe.</summary>
    public bool OffersSubscription { get; init; }

    public static PageMessage TooManyRequests { get; } = new()
    {
        Heading = "Too many requests",
        Text = "Please try again in ten minutes.",
    };

    public static PageMessage InvalidLink { get; } = new()
    {
        Heading = "Invalid link",
        Text = "It may be incomplete. Copy the whole link from the email, or request a new one.",
        OffersSubscription = true,
    };

    public static PageMessage Expired { get; } = new()
    {
        Heading = "This link has expired",
        Text = "It has expired or been replaced by a newer one. Nothing was changed. Request a new link and confirm with that one.",
        OffersSubscription = true,
    };

    public static PageMessage CheckYourInbox(string email) => new()
    {
        Heading = "Check your inbox",
        Text = $"We’ve sent a confirmation link to {email}, unless it is already subscribed.",
        More = "We send nothing else until you confirm. Nothing after a few minutes? Check your spam folder.",
    };

    public static PageMessage Subscribed(string address) => new()
    {
        Heading = "You’re subscribed",
        Text = $"{address} will get the next edition.",
        More = "Every email has an unsubscribe link.",
    };

    public static PageMessage Unsubscribed(string address) => new()
    {
        Heading = "You’re unsubscribed",
        Text = $"We won’t email {address} again.",
        More = "You can subscribe again any time.",
        OffersSubscription = true,
    };
}

/// <param name="Token">Of the link in the email.</param>
public sealed record LinkForm(string Token, string Address);

public sealed record SubscribeForm
{
    public string Email { get; init; } = "";

    /// <summary>What is wrong with the address; null before one was entered.</summary>
    public string? Error { get; init; }
}
