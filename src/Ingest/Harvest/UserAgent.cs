using System.Reflection;

namespace Papers.Ingest.Harvest;

/// <summary>Who asks, so that a source which is troubled by it can tell someone.</summary>
internal static class UserAgent
{
    private static readonly string s_version = typeof(UserAgent).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "1.0";

    public static string Of(string? contact, string? publicUrl)
    {
        string?[] who = [string.IsNullOrWhiteSpace(publicUrl) ? null : $"+{OneWord(publicUrl)}", string.IsNullOrWhiteSpace(contact) ? null : OneWord(contact)];
        var told = string.Join("; ", who.OfType<string>().Where(word => word.Length > 1));
        return $"Papers/{s_version} ({(told.Length > 0 ? told : "a self-hosted list of papers")})";
    }

    private static string OneWord(string text) => string.Concat(text.Where(letter => letter is > ' ' and < (char)0x7F and not ('(' or ')' or ';')));
}
