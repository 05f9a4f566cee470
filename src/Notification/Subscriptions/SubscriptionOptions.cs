using System.ComponentModel.DataAnnotations;

namespace Papers.Notification.Subscriptions;

internal sealed class SubscriptionOptions
{
    public const string Section = "Notification";

    [Range(typeof(TimeSpan), "00:10:00", "30.00:00:00",
        ErrorMessage = "set it between 00:10:00 and 30.00:00:00 (how long a confirmation link is valid)")]
    public TimeSpan ConfirmWithin { get; set; } = TimeSpan.FromHours(48);

    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00",
        ErrorMessage = "set it between 00:00:01 and 1.00:00:00 (the least time between two confirmation mails to one address)")]
    public TimeSpan ConfirmationGap { get; set; } = TimeSpan.FromMinutes(5);
}
