using System.Xml;
using Papers.Ingest.Harvest;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Sources.Xml;

/// <summary>Reads a reply that must be one whole XML document; whatever is wrong with that is an <see cref="UnreadableReplyException"/>.</summary>
internal static class XmlReply
{
    /// <summary>arXiv's largest pages, of 2,000 papers, have some 6 million bytes.</summary>
    public const long MostBytes = 32 * 1024 * 1024;

    private const string Html = "The reply is an HTML page, not XML.";

    /// <param name="reply">The bytes.</param>
    /// <param name="shape">What is looked for.</param>
    /// <param name="take">Called with each part and the line on which it begins.</param>
    /// <exception cref="UnreadableReplyException">It is not one whole reply; what was taken counts for nothing.</exception>
    public static void Read(Stream reply, XmlShape shape, Action<XmlPart, long> take)
    {
        try
        {
            ReadWhole(reply, shape, take);
        }
        catch (InvalidDataException damage)
        {
            throw new UnreadableReplyException("The reply's packed data is damaged, or stops before its end.", damage);
        }
    }

    private static void ReadWhole(Stream reply, XmlShape shape, Action<XmlPart, long> take)
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
            throw new UnreadableReplyException(IsHtml(pages.Beginning) ? Html : $"The reply is not read: {fault.Message}", fault);
        }

        if (pages.TryNext())
        {
            throw new UnreadableReplyException("The reply has another document behind the first.");
        }
    }

    private static string Explain(string beginning, XmlException fault) => true switch
    {
        _ when IsHtml(beginning) => Html,
        _ when beginning[0] != '<' => $"The reply is not XML; it begins with \"{TruncatedText.Quote(beginning)}\".",
        _ when beginning.Contains("<!DOCTYPE", StringComparison.Ordinal) => "The reply has a document type (DTD), which is not read.",
        _ => $"The reply is not one whole XML document: it is cut off or damaged at line {fault.LineNumber:N0}, position {fault.LinePosition:N0}.",
    };

    private static bool IsHtml(string beginning) =>
        beginning.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || beginning.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
}
