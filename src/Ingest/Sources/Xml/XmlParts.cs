using System.Xml;

namespace Papers.Ingest.Sources.Xml;

/// <summary>Reads XML from outside: no DTD, so no entities but the five of XML; nothing is fetched; depth is limited.</summary>
public static class XmlParts
{
    public const int Depth = 40;

    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    public static XmlReader Open(Stream xml)
    {
        var settings = s_settings.Clone();
        settings.NameTable = new LimitedNames();
        return XmlReader.Create(xml, settings);
    }

    /// <summary>The element at which the reader stands, with all in it; afterwards the reader stands at its end.</summary>
    /// <exception cref="XmlException">It is damaged, cut off, or too deep.</exception>
    public static XmlPart ReadPart(XmlReader reader)
    {
        var root = Begin(reader);
        if (reader.IsEmptyElement)
        {
            return root;
        }

        var open = new Stack<XmlPart>([root]);
        while (open.Count > 0)
        {
            Step(reader);
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var part = Begin(reader);
                    open.Peek().Add(part);
                    if (!reader.IsEmptyElement)
                    {
                        open.Push(part);
                    }

                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    open.Peek().Add(reader.Value);
                    break;
            }
        }

        return root;
    }

    /// <summary>Moves on, inside of an element.</summary>
    public static void Step(XmlReader reader)
    {
        if (!reader.Read())
        {
            throw new XmlException("It is cut off.");
        }

        if (reader.Depth > Depth)
        {
            throw new XmlException($"Its elements are nested more than {Depth} deep.");
        }
    }

    public static long LineOf(XmlReader reader) => ((IXmlLineInfo)reader).LineNumber;

    private static XmlPart Begin(XmlReader reader)
    {
        var part = new XmlPart(reader.LocalName, reader.NamespaceURI);
        while (reader.MoveToNextAttribute())
        {
            part.AddAttribute(reader.LocalName, reader.Value);
        }

        reader.MoveToElement();
        return part;
    }
}
