using System.Text.RegularExpressions;

namespace Papers.Architecture.Tests;

/// <summary>No two types of the services share a name, so a name found in a search, a log or a stack trace is unambiguous. Nested types may.</summary>
internal static partial class TypeNameRule
{
    /// <returns>Each shared name with its files.</returns>
    public static IReadOnlyList<string> Violations(IEnumerable<SourceFile> files) =>
    [
        .. files
            .SelectMany(file => TypePattern.Matches(file.Text).Select(match => (Name: match.Groups["name"].Value, file.Path)))
            .Distinct()
            .GroupBy(type => type.Name)
            .Where(same => same.Count() > 1)
            .OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(type => type.Path))}"),
    ];

    private const string Modifiers = "(?:(?:public|internal|static|sealed|abstract|readonly|partial|ref) )+";
    private const string Kinds = "(?:record struct|record class|record|class|struct|enum|interface)";

    [GeneratedRegex($"^{Modifiers}{Kinds} (?<name>\\w+)", RegexOptions.Multiline)]
    private static partial Regex TypePattern { get; }
}
