namespace Papers.Ingest.Sources.Xml;

/// <summary>XML that may be well-formed, and is not read all the same.</summary>
/// <param name="message">A sentence that says why.</param>
internal sealed class XmlLimitException(string message) : Exception(message);
