using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Papers.Ingest.Sources.Xml;

/// <summary>An element with all that is in it.</summary>
public sealed class XmlPart(string name, string space)
{
    private readonly List<object> _content = [];
    private List<(string Name, string Value)>? _attributes;

    /// <summary>Without prefix.</summary>
    public string Name => name;

    /// <summary>Its namespace.</summary>
    public string Space => space;

    public IEnumerable<XmlPart> Parts => _content.OfType<XmlPart>();

    /// <summary>All text in it, in order.</summary>
    public string Text => _content switch
    {
        [] => "",
        [string text] => text,
        _ => AppendText(new StringBuilder()).ToString(),
    };

    public void Add(string text) => _content.Add(text);

    public void Add(XmlPart part) => _content.Add(part);

    public void AddAttribute(string attribute, string value) => (_attributes ??= []).Add((attribute, value));

    public string? Attribute(string attribute) => _attributes?.Find(found => found.Name == attribute).Value;

    public XmlPart? Find(string part) => Parts.FirstOrDefault(found => found.Name == part);

    public IEnumerable<XmlPart> All(string part) => Parts.Where(found => found.Name == part);

    /// <summary>The text of the first part of that name, null where there is none or it is blank.</summary>
    public string? TextOf(string part) => TryText(Find(part), out var text) ? text : null;

    private static bool TryText(XmlPart? part, [NotNullWhen(true)] out string? text) => !string.IsNullOrWhiteSpace(text = part?.Text);

    private StringBuilder AppendText(StringBuilder text)
    {
        foreach (var content in _content)
        {
            _ = content is XmlPart part ? part.AppendText(text) : text.Append((string)content);
        }

        return text;
    }
}
