namespace Papers.Web.Lists;

/// <summary>A paper's texts with the matches of a search.</summary>
/// <param name="Title">The whole title.</param>
/// <param name="Excerpt">The part of the abstract with most matches.</param>
public sealed record Highlights(IReadOnlyList<TextPart> Title, IReadOnlyList<TextPart> Excerpt);

/// <param name="Text">Plain text, to be encoded like any other.</param>
/// <param name="Matches">Whether it is a word that was searched for.</param>
public sealed record TextPart(string Text, bool Matches);
