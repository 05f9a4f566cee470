using System.Collections.Frozen;

namespace Papers.Tagging.Vocabulary;

/// <summary>arXiv's archives and categories, by their codes as papers carry them.</summary>
public sealed class ArxivCategories
{
    private readonly FrozenDictionary<string, ArxivCategory> _byCode;

    private ArxivCategories(FrozenDictionary<string, ArxivCategory> byCode) => _byCode = byCode;

    /// <summary>Every category once; another name of one (<c>math.IT</c> of <c>cs.IT</c>) is not among them.</summary>
    public IEnumerable<ArxivCategory> All => _byCode.Values.Distinct();

    /// <summary>The category of a code, or of its other name; null where arXiv has none such.</summary>
    public ArxivCategory? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>Reads <c>code, tab, name</c> or <c>code, tab, =the code it is another name of</c>.</summary>
    public static ArxivCategories Read(TextReader reader)
    {
        var rows = new List<(string Code, string Name)>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#' && line != "code\tname")
            {
                var cells = line.Split('\t');
                rows.Add(cells.Length == 2 ? (cells[0], cells[1]) : throw new FormatException($"'{line}' is not a code and a name."));
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
/// <param name="Slug">Its name in addresses: <c>cs-cl</c>.</param>
public sealed record ArxivCategory(string Code, string Slug, string Name);
