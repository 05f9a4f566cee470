using System.Xml.Linq;
using System.Diagnostics.CodeAnalysis;
using System.Xml;
using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.Xml;

/// <summary>
/// Reads a file of any length with one or many XML documents, with bounded memory. The parts before a damaged or truncated place count, and reading
/// continues with the next document.
/// </summary>
internal static class XmlFile
{
    public const long MostBytesOfPart = 4 * 1024 * 1024;

    /// <param name="text">The file.</param>
    /// <param name="shape">The elements to read.</param>
    /// <param name="take">Makes the entry of an element and its line, or null.</param>
    public static IEnumerable<SourceEntry> Read(Stream text, XmlShape shape, Func<XElement, long, SourceEntry?> take)
    {
        using var reading = new Reading(text, shape);
        while (reading.TryNextPage())
        {
            while (reading.TryReadPart(out var part, out var line))
            {
                if (RejectedEntry.Guard(line, () => take(part, line)) is { } entry)
                {
                    yield return entry;
                }
            }

            if (reading.Fault is { } fault)
            {
                yield return fault;
            }
        }

        if (reading.Fault is { } end)
        {
            yield return end;
        }
    }

    private sealed class Reading(Stream text, XmlShape shape) : IDisposable
    {
        private readonly XmlPages _pages = new(text, MostBytesOfPart);
        private XmlPage? _page;
        private bool _isTruncated;

        /// <summary>Why the document, or the file, was left.</summary>
        public RejectedEntry? Fault { get; private set; }

        public bool TryNextPage()
        {
            Dispose();
            (_page, Fault) = (null, null);
            return !_isTruncated && Try(() =>
            {
                if (!_pages.TryNext())
                {
                    return false;
                }

                Try(() => (_page = new XmlPage(_pages, shape, ConformanceLevel.Fragment)) is not null);
                return true;
            });
        }

        public bool TryReadPart([NotNullWhen(true)] out XElement? part, out long line)
        {
            (XElement Part, long Line)? read = null;
            var isRead = Try(() =>
            {
                _pages.Allow();
                return (read = _page?.ReadNext()) is not null;
            });
            (part, line) = isRead && read is { } found ? found : (null, 0);
            return part is not null;
        }

        public void Dispose() => _page?.Dispose();

        private bool Try(Func<bool> step)
        {
            try
            {
                return step();
            }
            catch (InvalidDataException)
            {
                _isTruncated = true;
                Fault = new RejectedEntry(_page?.Line ?? _pages.Line, RejectReasons.Truncated);
            }
            catch (XmlException)
            {
                Fault = new RejectedEntry(_page?.Line ?? _pages.Line, "The XML is truncated or damaged here. The rest of the document was not read.");
            }
            catch (XmlLimitException fault)
            {
                Fault = new RejectedEntry(_page?.Line ?? _pages.Line, $"The rest of the XML was not read: {fault.Message}");
            }

            return false;
        }
    }
}
