using System.Text.RegularExpressions;

namespace Papers.Architecture.Tests;

/// <summary>
/// A Redis key that another service reads stands in <c>Contracts/SharedKeys.cs</c> with its writer, its readers, its lifetime and what a reader does on a miss.
/// All other keys carry the prefix of their service, which the injected <c>IDatabase</c> sees to.
/// </summary>
internal static partial class SharedKeyRule
{
    public const string Home = "src/Contracts/SharedKeys.cs";

    private static readonly string[] MustSay = ["Writer:", "Readers:", "Lifetime:", "On a miss:"];

    public static IEnumerable<string> Violations(SourceFile file) => file.Path == Home ? Undocumented(file) : Unprefixed(file);

    private static IEnumerable<string> Undocumented(SourceFile file)
    {
        foreach (Match member in MemberPattern.Matches(file.Text))
        {
            var missing = MustSay.Where(word => !member.Groups["comment"].Value.Contains(word, StringComparison.Ordinal)).ToList();
            if (missing.Count > 0)
                yield return $"{file.Path}: {member.Groups["name"].Value} does not say {string.Join(", ", missing)}";
        }
    }

    private static IEnumerable<string> Unprefixed(SourceFile file)
    {
        if (file.Text.Contains(".GetDatabase(", StringComparison.Ordinal) && !file.Text.Contains("SharedKeys.", StringComparison.Ordinal))
            yield return $"{file.Path}: takes a database without the service's prefix, and no key of SharedKeys.";
    }

    [GeneratedRegex(@"(?<comment>(?:^[ \t]*///[^\n]*\n)*)^[ \t]*public (?:static|const) [^\n(=]*?(?<name>\w+)\s*(?:\(|=)", RegexOptions.Multiline)]
    private static partial Regex MemberPattern { get; }
}
