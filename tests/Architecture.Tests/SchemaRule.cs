using System.Text.RegularExpressions;

namespace Papers.Architecture.Tests;

/// <summary>Every CREATE TABLE is unqualified, and no SQL names another schema: a service's login sees its own tables alone.</summary>
internal static partial class SchemaRule
{
    public static IEnumerable<string> Violations(SourceFile file)
    {
        var sql = CommentPattern.Replace(file.Text, "");
        foreach (Match table in CreateTablePattern.Matches(sql))
        {
            if (table.Groups["name"].Value.Contains('.'))
                yield return $"{file.Path}: CREATE TABLE {table.Groups["name"].Value} names a schema.";
        }

        foreach (Match name in QualifiedNamePattern.Matches(sql))
            yield return $"{file.Path}: {name.Value} names a schema.";
    }

    // SQL's and C#'s. A -- in C# that is no comment is followed by what is no table.
    [GeneratedRegex(@"--[^\n]*|//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex CommentPattern { get; }

    [GeneratedRegex(@"CREATE\s+(?:(?:GLOBAL|LOCAL|TEMP|TEMPORARY|UNLOGGED)\s+)*TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?<name>[^\s(]+)", RegexOptions.IgnoreCase)]
    private static partial Regex CreateTablePattern { get; }

    [GeneratedRegex(@"\b(?:FROM|JOIN|INTO|UPDATE|TABLE|EXISTS|ONLY|REFERENCES|ON|COPY|TRUNCATE|SEQUENCE|INDEX|VIEW)\s+""?(?:ingest|tagging|linkcheck|notification|web|public)""?\s*\.\s*""?[a-z_]\w*")]
    private static partial Regex QualifiedNamePattern { get; }
}
