using System.IO.Compression;
using System.Text;

namespace Papers.Ingest.Import;

/// <summary>
/// The UTF-8 text of a file that may be compressed by gzip (detected by its first bytes) or be UTF-16 with a byte-order mark. Reading throws
/// <see cref="InvalidDataException"/> if the compressed data is damaged or truncated.
/// </summary>
internal static class PackedText
{
    public static Stream Open(FileStream file, long unpackedLimit, out string? packing, CancellationToken cancellationToken)
    {
        Span<byte> first = stackalloc byte[4];
        var known = first[..file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        packing = null;
        switch (known)
        {
            case [0x1F, 0x8B, ..]:
                packing = "gzip";
                return new UnpackedStream(new GZipStream(file, CompressionMode.Decompress), unpackedLimit, cancellationToken);
            case [0xFF, 0xFE, 0, 0]:
                return new UnpackedStream(file, long.MaxValue, cancellationToken);
            case [0xFF, 0xFE, ..]:
                packing = "UTF-16";
                return new UnpackedStream(Encoding.CreateTranscodingStream(file, Encoding.Unicode, Encoding.UTF8), long.MaxValue, cancellationToken);
            case [0xFE, 0xFF, ..]:
                packing = "UTF-16";
                return new UnpackedStream(Encoding.CreateTranscodingStream(file, Encoding.BigEndianUnicode, Encoding.UTF8), long.MaxValue, cancellationToken);
            default:
                return new UnpackedStream(file, long.MaxValue, cancellationToken);
        }
    }
}
