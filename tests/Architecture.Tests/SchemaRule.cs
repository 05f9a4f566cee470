using System.Text.RegularExpressions;

namespace Papers.Architecture.Tests;

/// <summary>No SQL names a schema: the login of a service sees only its own tables.</summary>
internal static partial class SchemaRule
{
    public static IEnumerable<string> Violations(SourceFile file)
    {
        var sql = CommentPattern.Replace(file.Text, "");
        foreach (Match table in CreateTablePattern.Matches(sql))
        {
            if (table.Groups["name"].Value.Contains('.'))
            {
                yield return $"{file.Path}: CREATE TABLE {table.Groups["name"].Value} names a schema.";
            }
        }

        foreach (Match name in QualifiedNamePattern.Matches(sql))
        {
            yield return $"{file.Path}: {name.Value} names a schema.";
        }
    }

    // Comments of SQL and C#. A decrement (--) in C# is removed too, which does no harm: no table follows it.
    [GeneratedRegex(@"--[^\n]*|//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex CommentPattern { get; }

    [GeneratedRegex(@"CREATE\s+(?:(?:GLOBAL|LOCAL|TEMP|TEMPORARY|UNLOGGED)\s+)*TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?<name>[^\s(]+)", RegexOptions.IgnoreCase)]
    private static partial Regex CreateTablePattern { get; }

    private const string BeforeName = "(?:FROM|JOIN|INTO|UPDATE|TABLE|EXISTS|ONLY|REFERENCES|ON|COPY|TRUNCATE|SEQUENCE|INDEX|VIEW)";
    private const string Schema = "(?:ingest|tagging|linkcheck|notification|web|public)";

    [GeneratedRegex($@"\b{BeforeName}\s+""?{Schema}""?\s*\.\s*""?[a-z_]\w*")]
    private static partial Regex QualifiedNamePattern { get; }
}
