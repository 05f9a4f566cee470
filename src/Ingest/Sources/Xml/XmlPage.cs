using System.Xml.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Sources.Xml;

/// <summary>Reads one document element by element: without DTD, so only the five entities of XML; nothing is fetched; depth and names are limited.</summary>
internal sealed partial class XmlPage : IDisposable
{
    /// <summary>Marks bytes that are not UTF-8; a Unicode noncharacter, so it does not occur in texts.</summary>
    public const char Damage = '\uFDD0';

    /// <summary>How deep elements may be nested.</summary>
    public const int MostDepth = 40;

    private const int ReadAhead = 16 * 1024;

    private static readonly Encoding s_utf8 = Encoding.GetEncoding(
        Encoding.UTF8.CodePage, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(Damage.ToString()));

    private readonly XmlShape _shape;
    private readonly XmlReader _reader;
    private readonly long _linesBefore;
    private bool _hasRoot;

    /// <param name="pages">At the beginning of the document.</param>
    /// <param name="shape">The elements to read.</param>
    /// <param name="conformance">Whether there must be exactly one root element.</param>
    /// <exception cref="XmlLimitException">The encoding is not supported.</exception>
    public XmlPage(XmlPages pages, XmlShape shape, ConformanceLevel conformance)
    {
        _shape = shape;
        _linesBefore = pages.Line - 1;
        _reader = XmlReader.Create(
            new StreamReader(pages, EncodingOf(pages.Beginning), detectEncodingFromByteOrderMarks: true, ReadAhead, leaveOpen: true),
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                NameTable = new LimitedNames(),
                ConformanceLevel = conformance,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                IgnoreWhitespace = true,
                // Control characters from references are removed when the text is cleaned.
                CheckCharacters = false,
                CloseInput = true,
            });
    }

    /// <summary>The current line in the whole text.</summary>
    public long Line => _linesBefore + Math.Max(1, ((IXmlLineInfo)_reader).LineNumber);

    /// <summary>The next element; null at the end of a complete document.</summary>
    /// <exception cref="XmlException">The document is damaged, truncated, or not XML.</exception>
    /// <exception cref="XmlLimitException">The document exceeds a limit.</exception>
    public (XElement Part, long Line)? ReadNext()
    {
        while (_reader.Read())
        {
            if (_reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            RequireDepth(_reader.Depth);
            if (_reader.Depth == 0 && !_shape.Roots.Contains(_reader.LocalName))
            {
                throw new XmlLimitException($"It is a <{TruncatedText.Quote(_reader.LocalName)}>, not a <{_shape.Roots[0]}>.");
            }

            _hasRoot = true;
            if (_shape.Parts.Contains(_reader.LocalName))
            {
                var line = Line;
                return (ReadElement(_reader), line);
            }
        }

        return _hasRoot ? null : throw new XmlException("It has no element.");
    }

    public void Dispose() => _reader.Dispose();

    private static XElement ReadElement(XmlReader reader)
    {
        // A reader of its own, so that the outer one ends at the element's end tag instead of behind it.
        var depth = reader.Depth;
        using var subtree = reader.ReadSubtree();
        subtree.Read();
        var element = (XElement)XNode.ReadFrom(subtree);
        if (depth + DepthOf(element) > MostDepth)
        {
            // Code that reads the contents of an element is recursive, so nothing may see them.
            element.RemoveNodes();
            element.AddAnnotation(XmlElements.TooDeep);
        }

        return element;
    }

    private static int DepthOf(XElement root)
    {
        var (deepest, depth) = (0, 0);
        for (XNode node = root; ;)
        {
            deepest = node is XElement ? Math.Max(deepest, depth) : deepest;
            if (node is XElement { FirstNode: { } first })
            {
                (node, depth) = (first, depth + 1);
                continue;
            }

            while (node != root && node.NextNode is null)
            {
                (node, depth) = (node.Parent!, depth - 1); // below the root every node has a parent
            }

            if (node == root)
            {
                return deepest;
            }

            node = node.NextNode!; // checked above
        }
    }

    private static void RequireDepth(int depth)
    {
        if (depth > MostDepth)
        {
            throw new XmlLimitException($"Its elements are nested more than {MostDepth} deep.");
        }
    }

    private static Encoding EncodingOf(string beginning) => Declared().Match(beginning).Groups["name"].Value.ToLowerInvariant() switch
    {
        // UTF-16 files were converted to UTF-8, but keep their declaration.
        "" or "utf-8" or "utf8" or "utf-16" or "us-ascii" => s_utf8,
        "iso-8859-1" => Encoding.Latin1,
        var other => throw new XmlLimitException($"Its encoding is \"{TruncatedText.Quote(other)}\"; UTF-8, UTF-16 and ISO-8859-1 are supported."),
    };

    [GeneratedRegex("""^<\?xml\s[^>]*?\sencoding\s*=\s*["'](?<name>[^"'>]*)["']""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Declared();
}

/// <summary>XML that may be well-formed, but exceeds a limit of the reader.</summary>
/// <param name="message">A sentence that names the limit.</param>
internal sealed class XmlLimitException(string message) : Exception(message);
