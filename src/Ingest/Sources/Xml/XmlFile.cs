using System.Diagnostics.CodeAnalysis;
using System.Xml;
using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.Xml;

/// <summary>
/// Reads a file of any length that holds one XML document or many, with bounded memory. Where one is damaged or cut off, what stood before
/// counts, and the next one is read.
/// </summary>
internal static class XmlFile
{
    public const long MostBytesOfPart = 4 * 1024 * 1024;

    /// <param name="text">The file.</param>
    /// <param name="shape">What is looked for.</param>
    /// <param name="take">Makes the entry of a part that begins on a line; null where there is none to make.</param>
    public static IEnumerable<SourceEntry> Read(Stream text, XmlShape shape, Func<XmlPart, long, SourceEntry?> take)
    {
        using var reading = new Reading(text, shape);
        while (reading.TryNextPage())
        {
            while (reading.TryReadPart(out var part, out var line))
            {
                if (take(part, line) is { } entry)
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
        private bool _isCutOff;

        /// <summary>Why the page was left, or the file.</summary>
        public RejectedEntry? Fault { get; private set; }

        public bool TryNextPage()
        {
            Dispose();
            (_page, Fault) = (null, null);
            return !_isCutOff && Try(() =>
            {
                if (!_pages.TryNext())
                {
                    return false;
                }

                Try(() => (_page = new XmlPage(_pages, shape, ConformanceLevel.Fragment)) is not null);
                return true;
            });
        }

        public bool TryReadPart([NotNullWhen(true)] out XmlPart? part, out long line)
        {
            (XmlPart Part, long Line)? read = null;
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
                _isCutOff = true;
                Fault = new RejectedEntry(_page?.Line ?? _pages.Line, RejectReasons.CutOff);
            }
            catch (XmlException)
            {
                Fault = new RejectedEntry(_page?.Line ?? _pages.Line, "The XML is cut off or damaged here; what follows of it was not read.");
            }
            catch (XmlLimitException fault)
            {
                Fault = new RejectedEntry(_page?.Line ?? _pages.Line, $"The XML here is not read to its end: {fault.Message}");
            }

            return false;
        }
    }
}
