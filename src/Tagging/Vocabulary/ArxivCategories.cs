using System.Collections.Frozen;

namespace Papers.Tagging.Vocabulary;

/// <summary>arXiv's archives and categories by code.</summary>
public sealed class ArxivCategories
{
    private readonly FrozenDictionary<string, ArxivCategory> _byCode;

    private ArxivCategories(FrozenDictionary<string, ArxivCategory> byCode) => _byCode = byCode;

    /// <summary>Every category once, without aliases (<c>math.IT</c> is an alias of <c>cs.IT</c>).</summary>
    public IEnumerable<ArxivCategory> All => _byCode.Values.Distinct();

    /// <summary>The category of a code or an alias; null where arXiv has none.</summary>
    public ArxivCategory? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>Reads lines of <c>code, tab, name</c>, or <c>alias, tab, =code</c>.</summary>
    public static ArxivCategories Read(TextReader reader)
    {
        var rows = new List<(string Code, string Name)>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#' && line != "code\tname")
            {
                var cells = line.Split('\t');
                rows.Add(cells.Length == 2 ? (cells[0], cells[1]) : throw new FormatException($"Line '{line}' is not a code, a tab and a name."));
            }
        }

        var byCode = rows.Where(row => row.Name[0] != '=')
            .ToDictionary(row => row.Code, row => new ArxivCategory(row.Code, SlugOf(row.Code), row.Name), StringComparer.Ordinal);
        foreach (var (code, name) in rows.Where(row => row.Name[0] == '='))
        {
            byCode.Add(code, byCode[name[1..]]);
        }

        return new(byCode.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static string SlugOf(string code) => code.Replace('.', '-').ToLowerInvariant();
}

/// <param name="Code">As arXiv writes it: <c>cs.CL</c>.</param>
/// <param name="Slug">Its name in URLs: <c>cs-cl</c>.</param>
public sealed record ArxivCategory(string Code, string Slug, string Name);
