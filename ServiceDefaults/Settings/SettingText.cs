using System.ComponentModel;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Papers.ServiceDefaults.Settings;

/// <summary>How a setting is written: what its text converts to, and how a wrong one is told of.</summary>
public static partial class SettingText
{
    private const int LongestValueShown = 200;

    private static readonly string[] s_secretWords = ["password", "token", "secret", "key", "connectionstring"];

    /// <summary>
    /// One sentence that names the setting, the value that it has and the cure. The value of a secret is not shown, nor are the user and
    /// password of an address.
    /// </summary>
    /// <param name="cure">What to do, as an order: "set it between 1 and 16".</param>
    public static string Fault(IConfiguration configuration, string name, string cure) =>
        $"{name} {ValueOf(configuration, name)}: {cure.TrimEnd('.')}.";

    /// <summary>Whether the configuration converts a text to this type, rather than binding its properties.</summary>
    internal static bool IsConvertible(Type type) => type == typeof(string) || TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));

    /// <summary>The type of a list's items; null for what is no list.</summary>
    internal static Type? ItemOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.GetInterfaces().Append(type).FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>)) is { } list && type != typeof(string)
            ? list.GetGenericArguments()[0]
            : null;

    /// <summary>Converts as the configuration does.</summary>
    /// <returns>Null where the text can be converted, and otherwise the cure.</returns>
    internal static string? FindCure(string text, Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return text.Length == 0 ? null : FindCure(text, inner);
        }

        try
        {
            TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
            return null;
        }
        catch (Exception)
        {
            // Converters throw whatever they like for a text that they don't understand.
            return $"set it to {Expected(type)}";
        }
    }

    private static string Expected(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "a time such as 00:05:00 (hours, minutes, seconds)"
        : type == typeof(DateOnly) ? "a date such as 2026-11-30"
        : type == typeof(double) || type == typeof(decimal) ? "a number"
        : type.IsEnum ? string.Join(", ", Enum.GetNames(type)[..^1]) + " or " + Enum.GetNames(type)[^1]
        : "a whole number that is not too large";

    private static string ValueOf(IConfiguration configuration, string name)
    {
        if (configuration[name] is not { } value)
        {
            var items = configuration.GetSection(name).GetChildren().Select(child => child.Value).OfType<string>().ToList();
            if (items.Count == 0)
            {
                return "is not set";
            }

            value = string.Join(", ", items);
        }

        return IsSecret(name) ? "is wrong (its value is secret)" : $"is \"{Shown(value)}\"";
    }

    private static bool IsSecret(string name) =>
        name.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase)
        || s_secretWords.Any(word => name.Split(':')[^1].Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string Shown(string value)
    {
        var line = UserAndPassword().Replace(string.Concat(value.Select(letter => char.IsControl(letter) ? ' ' : letter)), "://…@");
        return line.Length <= LongestValueShown ? line : $"{line[..LongestValueShown]}…";
    }

    [GeneratedRegex("://[^/@]*@")]
    private static partial Regex UserAndPassword();
}
