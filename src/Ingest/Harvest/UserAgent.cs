using System.Reflection;

namespace Papers.Ingest.Harvest;

/// <summary>The User-Agent, with which a source can contact the operator.</summary>
internal static class UserAgent
{
    private static readonly string s_version = typeof(UserAgent).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "1.0";

    public static string Of(string? contact, string? publicUrl)
    {
        string?[] parts = [string.IsNullOrWhiteSpace(publicUrl) ? null : $"+{OneWord(publicUrl)}", string.IsNullOrWhiteSpace(contact) ? null : OneWord(contact)];
        var details = string.Join("; ", parts.OfType<string>().Where(word => word.Length > 1));
        return $"Papers/{s_version} ({(details.Length > 0 ? details : "a self-hosted list of papers")})";
    }

    private static string OneWord(string text) => string.Concat(text.Where(letter => letter is > ' ' and < (char)0x7F and not ('(' or ')' or ';')));
}
