using System.Xml;

namespace Papers.Ingest.Sources.Xml;

/// <summary>Reads a reply that must be one whole XML document; whatever is wrong with that is an <see cref="UnreadableReplyException"/>.</summary>
public static class XmlReply
{
    public const long MostBytes = 64 * 1024 * 1024;

    /// <param name="reply">The bytes.</param>
    /// <param name="root">The name that the root element has.</param>
    /// <param name="take">Called at every element in one of <paramref name="containers"/>, with the line on which it begins.</param>
    /// <param name="containers">Elements that are entered: the root, and those that hold entries.</param>
    public static void Read(Stream reply, string root, IReadOnlySet<string> containers, Action<XmlPart, long> take)
    {
        try
        {
            using var reader = XmlParts.Open(new LimitedStream(reply, MostBytes));
            reader.MoveToContent();
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != root)
            {
                throw new UnreadableReplyException(
                    $"The reply is {(reader.LocalName.Equals("html", StringComparison.OrdinalIgnoreCase) ? "an HTML page" : $"a <{SourceRecordRules.Shorten(reader.LocalName)}>")}, not a <{root}>.");
            }

            ReadInside(reader, containers, take);
            while (reader.Read())
            {
                // Only white space and comments may follow, or it throws.
            }
        }
        catch (XmlException fault)
        {
            throw new UnreadableReplyException(
                $"The reply is not one whole XML document: at line {fault.LineNumber:N0}, position {fault.LinePosition:N0} it is damaged, cut off, or no XML.", fault);
        }
        catch (TooLargeException fault)
        {
            throw new UnreadableReplyException($"The reply is larger than {MostBytes:N0} bytes.", fault);
        }
    }

    private static void ReadInside(XmlReader reader, IReadOnlySet<string> containers, Action<XmlPart, long> take)
    {
        if (reader.IsEmptyElement)
        {
            return;
        }

        var open = 1;
        while (open > 0)
        {
            XmlParts.Step(reader);
            if (reader.NodeType == XmlNodeType.EndElement)
            {
                open--;
            }
            else if (reader.NodeType == XmlNodeType.Element && containers.Contains(reader.LocalName))
            {
                open += reader.IsEmptyElement ? 0 : 1;
            }
            else if (reader.NodeType == XmlNodeType.Element)
            {
                var line = XmlParts.LineOf(reader);
                take(XmlParts.ReadPart(reader), line);
            }
        }
    }
}
