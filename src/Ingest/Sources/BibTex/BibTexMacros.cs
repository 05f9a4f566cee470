namespace Papers.Ingest.Sources.BibTex;

/// <summary>The file's macros (<c>@string</c>), and the months, which every style defines.</summary>
internal sealed class BibTexMacros
{
    private const int MostLetters = 1024 * 1024;

    private readonly Dictionary<string, string> _texts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["jan"] = "January", ["feb"] = "February", ["mar"] = "March", ["apr"] = "April", ["may"] = "May", ["jun"] = "June",
        ["jul"] = "July", ["aug"] = "August", ["sep"] = "September", ["oct"] = "October", ["nov"] = "November", ["dec"] = "December",
    };

    private int _letters;

    /// <summary>Null if it is undefined: BibTeX only warns.</summary>
    public string? Find(string name) => _texts.GetValueOrDefault(name);

    /// <exception cref="BibTexSyntaxException">The file's macros exceed the size limit.</exception>
    public void Add(IEnumerable<KeyValuePair<string, string>> macros)
    {
        foreach (var (name, text) in macros)
        {
            _letters += name.Length + text.Length;
            if (_letters > MostLetters)
            {
                throw new BibTexSyntaxException($"The @string macros of the file are longer than {MostLetters:N0} characters.");
            }

            _texts[name] = text;
        }
    }
}
