using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Sources.Xml;

/// <summary>Reads one document part by part: no DTD, so no entities but the five of XML; nothing is fetched; depth and names are limited.</summary>
internal sealed partial class XmlPage : IDisposable
{
    /// <summary>Stands in a text for bytes that are no UTF-8; Unicode has it mean nothing, so no text brings it along.</summary>
    public const char Damage = '\uFDD0';

    private const int ReadAhead = 16 * 1024;

    private static readonly Encoding s_utf8 = Encoding.GetEncoding(
        Encoding.UTF8.CodePage, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(Damage.ToString()));

    private readonly XmlShape _shape;
    private readonly XmlReader _reader;
    private readonly long _linesBefore;
    private bool _hasRoot;

    /// <param name="pages">It stands at the page.</param>
    /// <param name="shape">What is looked for.</param>
    /// <param name="conformance">Whether one outermost element is all that there may be.</param>
    /// <exception cref="XmlLimitException">It is in an encoding that is not read.</exception>
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
                // What a reference to a control character gives is dropped with the others when the text is cleaned.
                CheckCharacters = false,
                CloseInput = true,
            });
    }

    /// <summary>The line in the whole text at which it stands.</summary>
    public long Line => _linesBefore + Math.Max(1, ((IXmlLineInfo)_reader).LineNumber);

    /// <summary>The next part; null at the end of the page, which is then whole.</summary>
    /// <exception cref="XmlException">The page is damaged, cut off, or no XML.</exception>
    /// <exception cref="XmlLimitException">It is whole perhaps, but is not read.</exception>
    public (XmlPart Part, long Line)? ReadNext()
    {
        while (_reader.Read())
        {
            if (_reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            XmlPart.RequireDepth(_reader);
            if (_reader.Depth == 0 && !_shape.Roots.Contains(_reader.LocalName))
            {
                throw new XmlLimitException($"It is a <{TruncatedText.Quote(_reader.LocalName)}>, not a <{_shape.Roots[0]}>.");
            }

            _hasRoot = true;
            if (_shape.Parts.Contains(_reader.LocalName))
            {
                var line = Line;
                return (XmlPart.Read(_reader), line);
            }
        }

        return _hasRoot ? null : throw new XmlException("It has no element.");
    }

    public void Dispose() => _reader.Dispose();

    private static Encoding EncodingOf(string beginning) => Declared().Match(beginning).Groups["name"].Value.ToLowerInvariant() switch
    {
        // What was UTF-16 in a file comes here as UTF-8, with the declaration that it had.
        "" or "utf-8" or "utf8" or "utf-16" or "us-ascii" => s_utf8,
        "iso-8859-1" => Encoding.Latin1,
        var other => throw new XmlLimitException($"Its encoding is \"{TruncatedText.Quote(other)}\"; UTF-8, UTF-16 and ISO-8859-1 are read."),
    };

    [GeneratedRegex("""^<\?xml\s[^>]*?\sencoding\s*=\s*["'](?<name>[^"'>]*)["']""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Declared();
}
