using System.Text;
using System.Xml;

namespace Papers.Ingest.Sources.Xml;

/// <summary>An element with all that is in it. Names are without prefix: those of the formats that are read here do not clash.</summary>
internal sealed class XmlPart
{
    /// <summary>How deep elements may be nested in all.</summary>
    public const int Depth = 40;

    private readonly List<object> _content = [];
    private List<(string Name, string Value)>? _attributes;

    private XmlPart(XmlReader reader) => (Name, Namespace) = (reader.LocalName, reader.NamespaceURI);

    public string Name { get; }

    public string Namespace { get; }

    /// <summary>True where bytes in it or in what it holds were no UTF-8.</summary>
    public bool IsDamaged { get; private set; }

    public IEnumerable<XmlPart> Parts => _content.OfType<XmlPart>();

    /// <summary>All text in it, in order.</summary>
    public string Text => _content switch
    {
        [] => "",
        [string text] => text,
        _ => AppendTo(new StringBuilder()).ToString(),
    };

    public string? Attribute(string name) => _attributes?.Find(attribute => attribute.Name == name).Value;

    public XmlPart? Find(string name) => Parts.FirstOrDefault(part => part.Name == name);

    public IEnumerable<XmlPart> All(string name) => Parts.Where(part => part.Name == name);

    /// <summary>The text of the first part of that name; null where there is none, or it is blank.</summary>
    public string? TextOf(string name) => Find(name)?.Text is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>Reads the element at which the reader stands; afterwards the reader stands at its end.</summary>
    /// <exception cref="XmlException">It is damaged, or cut off.</exception>
    /// <exception cref="XmlLimitException">It is too deep.</exception>
    public static XmlPart Read(XmlReader reader)
    {
        var root = Begin(reader);
        var open = new Stack<XmlPart>();
        if (!reader.IsEmptyElement)
        {
            open.Push(root);
        }

        while (open.TryPeek(out var inner))
        {
            if (!reader.Read())
            {
                throw new XmlException("It is cut off.");
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    RequireDepth(reader);
                    var part = Begin(reader);
                    inner._content.Add(part);
                    root.IsDamaged |= part.IsDamaged;
                    if (!reader.IsEmptyElement)
                    {
                        open.Push(part);
                    }

                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    var text = reader.Value;
                    inner._content.Add(text);
                    root.IsDamaged |= text.Contains(XmlPage.Damage);
                    break;
            }
        }

        return root;
    }

    public static void RequireDepth(XmlReader reader)
    {
        if (reader.Depth > Depth)
        {
            throw new XmlLimitException($"Its elements are nested more than {Depth} deep.");
        }
    }

    private static XmlPart Begin(XmlReader reader)
    {
        var part = new XmlPart(reader);
        while (reader.MoveToNextAttribute())
        {
            (part._attributes ??= []).Add((reader.LocalName, reader.Value));
            part.IsDamaged |= reader.Value.Contains(XmlPage.Damage);
        }

        reader.MoveToElement();
        return part;
    }

    private StringBuilder AppendTo(StringBuilder text)
    {
        foreach (var content in _content)
        {
            _ = content is XmlPart part ? part.AppendTo(text) : text.Append((string)content);
        }

        return text;
    }
}
