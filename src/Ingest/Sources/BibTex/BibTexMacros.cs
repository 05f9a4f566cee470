namespace Papers.Ingest.Sources.BibTex;

/// <summary>The texts that a file gives names to (<c>@string</c>), and the months, which every style names.</summary>
internal sealed class BibTexMacros
{
    private const int MostLetters = 1024 * 1024;

    private readonly Dictionary<string, string> _texts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["jan"] = "January", ["feb"] = "February", ["mar"] = "March", ["apr"] = "April", ["may"] = "May", ["jun"] = "June",
        ["jul"] = "July", ["aug"] = "August", ["sep"] = "September", ["oct"] = "October", ["nov"] = "November", ["dec"] = "December",
    };

    private int _letters;

    /// <summary>Null where nothing has the name: BibTeX warns of it and goes on.</summary>
    public string? Find(string name) => _texts.GetValueOrDefault(name);

    /// <exception cref="BibTexSyntaxException">The file's macros together are longer than those of any bibliography.</exception>
    public void Add(IEnumerable<KeyValuePair<string, string>> macros)
    {
        foreach (var (name, text) in macros)
        {
            _letters += name.Length + text.Length;
            if (_letters > MostLetters)
            {
                throw new BibTexSyntaxException($"The file's @string macros are longer than {MostLetters:N0} letters together.");
            }

            _texts[name] = text;
        }
    }
}
