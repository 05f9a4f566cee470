using System.Globalization;
using System.Text.Json;
using Papers.Contracts.Ingest;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Sources.HuggingFaceDaily;

/// <summary>
/// The fields of a JSON object, bounded and checked. Invalid required fields throw <see cref="InvalidFieldException"/>; other invalid fields are
/// null.
/// </summary>
internal readonly record struct JsonFields(JsonElement Object)
{
    private const int LongestUrl = 2_000;
    private const int LongestName = 500;
    private const int LongestText = 20_000;

    private static readonly string[] s_times = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd"];

    public JsonFields? Inner(string name) => Find(name, JsonValueKind.Object) is { } inner ? new JsonFields(inner) : null;

    public string? RequireText(string name)
    {
        if (!Object.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String ? RequireText(value, name) : throw new InvalidFieldException($"The field {name} is not a text.");
    }

    /// <summary>Texts, or objects with a name; names hidden on the page keep their position.</summary>
    public IReadOnlyList<string> RequireNames(string name)
    {
        if (!Object.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidFieldException($"The field {name} is not a list.");
        }

        var names = new List<string>();
        foreach (var item in list.EnumerateArray())
        {
            var text = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("name", out var inner) ? inner : item;
            names.Add(text.ValueKind switch
            {
                JsonValueKind.String => RequireText(text, name),
                JsonValueKind.Null or JsonValueKind.Object => "",
                _ => throw new InvalidFieldException($"The field {name} is not a list of names."),
            });
        }

        return names;
    }

    /// <summary>One line of text, null if it is empty or over the limit.</summary>
    public string? Text(string name) => Find(name, JsonValueKind.String) is { } value ? OneLine(value, LongestText) : null;

    public IReadOnlyList<string> Texts(string name, int most) => List(name, most, value => OneLine(value, LongestName));

    public string? Url(string name) => Find(name, JsonValueKind.String) is { } value ? UrlOf(value) : null;

    public IReadOnlyList<string> Urls(string name, int most) => List(name, most, UrlOf);

    public DateTimeOffset? Time(string name) =>
        Find(name, JsonValueKind.String) is { } value
        && OneLine(value, LongestName) is { } text
        && DateTimeOffset.TryParseExact(text, s_times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    public int? Count(string name) => Find(name, JsonValueKind.Number) is { } value && value.TryGetInt32(out var count) && count >= 0 ? count : null;

    public FeaturedAccount? Account(string name)
    {
        if (Inner(name) is not { } account || (account.Name("name") ?? account.Name("user")) is not { } known)
        {
            return null;
        }

        return new(known, account.Name("fullname"), account.Picture("avatarUrl") ?? account.Picture("avatar"));
    }

    private string? Name(string name) => Find(name, JsonValueKind.String) is { } value ? OneLine(value, LongestName) : null;

    private string? Picture(string name)
    {
        if (Find(name, JsonValueKind.String) is not { } value)
        {
            return null;
        }

        return UrlOf(value) ?? (OneLine(value, LongestUrl) is ['/', not ('/' or '\\'), ..] path && !path.Contains(' ') ? path : null);
    }

    private JsonElement? Find(string name, JsonValueKind kind) =>
        Object.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;

    private IReadOnlyList<string> List(string name, int most, Func<JsonElement, string?> read)
    {
        var values = new List<string>();
        if (Find(name, JsonValueKind.Array) is { } list)
        {
            foreach (var item in list.EnumerateArray())
            {
                if (values.Count == most)
                {
                    break;
                }

                if (item.ValueKind == JsonValueKind.String && read(item) is { } value)
                {
                    values.Add(value);
                }
            }
        }

        return values;
    }

    private static string? UrlOf(JsonElement value) =>
        OneLine(value, LongestUrl) is { } text
        && !text.Contains(' ')
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url.Host.Length > 0
            ? text
            : null;

    private static string? OneLine(JsonElement value, int longest)
    {
        try
        {
            return SourceText.Clean(value.GetString() ?? "") is { Length: > 0 } text && text.Length <= longest ? text : null;
        }
        catch (InvalidOperationException)
        {
            // An escape of half a surrogate pair is valid JSON, but not valid text.
            return null;
        }
    }

    private static string RequireText(JsonElement value, string name)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw new InvalidFieldException($"The field {name} contains half of a surrogate pair.");
        }
    }
}
