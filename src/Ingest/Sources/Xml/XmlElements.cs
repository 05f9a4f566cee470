using System.Xml.Linq;
using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.Xml;

/// <summary>Elements and attributes by their local names: those of the formats that are read here do not clash.</summary>
internal static class XmlElements
{
    public static XElement? Find(this XElement element, string name) => element.All(name).FirstOrDefault();

    public static IEnumerable<XElement> All(this XElement element, string name) => element.Elements().Where(child => child.Name.LocalName == name);

    /// <summary>The text of the first child of that name; null if there is none, or it is blank.</summary>
    public static string? TextOf(this XElement element, string name) => element.Find(name)?.Value is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    public static string? AttributeOf(
        this XElement element,
        string name) => element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == name)?.Value;

    /// <summary>Annotates an element that was nested too deep, and lost its contents.</summary>
    public static readonly object TooDeep = new();

    /// <summary>Why an element cannot be read; null if it can.</summary>
    public static string? FindFault(this XElement element)
    {
        if (ReferenceEquals(element.Annotation<object>(), TooDeep))
        {
            return $"Its elements are nested more than {XmlPage.MostDepth} deep.";
        }

        return element.DescendantNodesAndSelf().Any(IsDamaged) ? RejectReasons.InvalidUtf8 : null;
    }

    private static bool IsDamaged(XNode node) => node switch
    {
        XText text => text.Value.Contains(XmlPage.Damage),
        XElement inner => inner.Attributes().Any(attribute => attribute.Value.Contains(XmlPage.Damage)),
        _ => false,
    };
}
