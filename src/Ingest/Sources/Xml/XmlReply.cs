using System.Xml.Linq;
using System.Xml;
using Papers.Ingest.Harvest;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Sources.Xml;

/// <summary>Reads a reply that must be one complete XML document.</summary>
internal static class XmlReply
{
    /// <summary>arXiv's largest pages, of 2,000 papers, have about 6 million bytes.</summary>
    public const long MostBytes = 32 * 1024 * 1024;

    private const string Html = "The reply is an HTML page, not XML.";

    /// <param name="reply">The reply.</param>
    /// <param name="shape">The elements to read.</param>
    /// <param name="take">Called with each element and its line.</param>
    /// <exception cref="UnreadableReplyException">It is not one whole reply; elements that were read must be discarded.</exception>
    public static void Read(Stream reply, XmlShape shape, Action<XElement, long> take)
    {
        try
        {
            ReadWhole(reply, shape, take);
        }
        catch (InvalidDataException damage)
        {
            throw new UnreadableReplyException("The reply's compressed data is damaged or truncated.", damage);
        }
    }

    private static void ReadWhole(Stream reply, XmlShape shape, Action<XElement, long> take)
    {
        using var pages = new XmlPages(reply, MostBytes);
        if (!pages.TryNext())
        {
            throw new UnreadableReplyException("The reply is empty.");
        }

        try
        {
            using var page = new XmlPage(pages, shape, ConformanceLevel.Document);
            while (page.ReadNext() is (var part, var line))
            {
                take(part, line);
            }
        }
        catch (XmlException fault)
        {
            throw new UnreadableReplyException(Explain(pages.Beginning, fault), fault);
        }
        catch (XmlLimitException fault)
        {
            throw new UnreadableReplyException(IsHtml(pages.Beginning) ? Html : $"The reply exceeds a limit: {fault.Message}", fault);
        }

        if (pages.TryNext())
        {
            throw new UnreadableReplyException("The reply has a second document.");
        }
    }

    private static string Explain(string beginning, XmlException fault)
    {
        if (IsHtml(beginning))
        {
            return Html;
        }

        if (beginning[0] != '<')
        {
            return $"The reply is not XML; it begins with \"{TruncatedText.Quote(beginning)}\".";
        }

        return beginning.Contains("<!DOCTYPE", StringComparison.Ordinal)
            ? "The reply has a document type (DTD), which is not supported."
            : $"The reply is truncated or damaged XML at line {fault.LineNumber:N0}, position {fault.LinePosition:N0}.";
    }

    private static bool IsHtml(string beginning) =>
        beginning.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || beginning.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
}
