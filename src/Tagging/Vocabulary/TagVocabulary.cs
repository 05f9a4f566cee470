using System.Globalization;
using System.Security.Cryptography;

namespace Papers.Tagging.Vocabulary;

/// <summary>
/// All possible tags, embedded in this assembly: arXiv's categories, tasks and methods. Every set of tags carries the version of the vocabulary
/// that it was found with, so a change of these files, or of the rules that match them, needs a higher version.
/// </summary>
public sealed class TagVocabulary
{
    private static readonly string[] s_entryFiles = ["tasks.tsv", "methods.tsv"];
    private const string CategoryFile = "arxiv-categories.tsv";
    private const string VersionFile = "vocabulary-version.txt";

    public required int Version { get; init; }

    public required ArxivCategories Categories { get; init; }

    public required IReadOnlyList<TagEntry> Entries { get; init; }

    public static TagVocabulary Load()
    {
        using var categories = Open(CategoryFile);
        return new()
        {
            Version = ReadVersion().Version,
            Categories = ArxivCategories.Read(categories),
            Entries = [.. s_entryFiles.SelectMany(ReadEntries)],
        };
    }

    /// <summary>The version, and the digest of the files that have this version.</summary>
    internal static (int Version, string Digest) ReadVersion()
    {
        using var reader = Open(VersionFile);
        var words = reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words is [var version, var digest]
            ? (int.Parse(version, NumberStyles.None, CultureInfo.InvariantCulture), digest)
            : throw new FormatException($"{VersionFile} must hold a version and a digest.");
    }

    /// <summary>The SHA-256 of the concatenated vocabulary files, in lower-case hexadecimal.</summary>
    internal static string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in s_entryFiles.Append(CategoryFile))
        {
            using var stream = OpenStream(file);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IReadOnlyList<TagEntry> ReadEntries(string file)
    {
        using var reader = Open(file);
        return VocabularyFile.Read(file, reader);
    }

    private static StreamReader Open(string file) => new(OpenStream(file));

    private static Stream OpenStream(string file) => typeof(TagVocabulary).Assembly.GetManifestResourceStream(file)
        ?? throw new InvalidOperationException($"{file} is not embedded in the assembly.");
}
