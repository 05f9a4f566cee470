namespace Papers.Web.Admin;

/// <summary>An order that was not carried out.</summary>
/// <param name="Reason">Why, in the words of the part that was asked.</param>
/// <param name="Back">The page that the order came from.</param>
public sealed record Refusal(string Reason, string Back);
