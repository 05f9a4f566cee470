namespace Papers.Contracts;

/// <summary>
/// How new a derived fact is, compared field by field in this order: the paper's revision that it was derived from, the version of
/// the model or rules that derived it, and how often a curator changed it. A fact that is not newer than the one held changes nothing.
/// </summary>
public readonly record struct FactVersion(int Revision, int Model, int Curation);
