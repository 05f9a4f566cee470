using System.IO.Compression;
using System.Text;

namespace Papers.Ingest.Import;

/// <summary>
/// The UTF-8 text of a file that may be compressed by gzip (detected by its first bytes) or be UTF-16 with a byte-order mark. Reading throws
/// <see cref="InvalidDataException"/> if the compressed data is damaged or truncated.
/// </summary>
internal static class PackedText
{
    public static Stream Open(FileStream file, out string? packing)
    {
        Span<byte> first = stackalloc byte[4];
        var known = first[..file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        packing = null;
        switch (known)
        {
            case [0x1F, 0x8B, ..]:
                packing = "gzip";
                return new GZipStream(file, CompressionMode.Decompress);
            case [0xFF, 0xFE, 0, 0]:
                return file;
            case [0xFF, 0xFE, ..]:
                packing = "UTF-16";
                return Encoding.CreateTranscodingStream(file, Encoding.Unicode, Encoding.UTF8);
            case [0xFE, 0xFF, ..]:
                packing = "UTF-16";
                return Encoding.CreateTranscodingStream(file, Encoding.BigEndianUnicode, Encoding.UTF8);
            default:
                return file;
        }
    }
}
