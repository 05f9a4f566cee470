namespace Papers.Contracts;

/// <summary>
/// The version of a derived fact, such as the tags of a paper. Versions are compared field by field, in this order; a receiver ignores a fact
/// whose version is not higher than the stored one.
/// </summary>
/// <param name="Revision">The revision of the paper that the fact was derived from.</param>
/// <param name="Model">The version of the rules, vocabulary or model that derived it.</param>
/// <param name="Curation">How often a curator has changed it; 0 so far.</param>
public readonly record struct FactVersion(int Revision, int Model, int Curation);
