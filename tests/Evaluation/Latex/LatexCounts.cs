using System.Text.RegularExpressions;
using Papers.Ingest.Latex;

namespace Papers.Evaluation.Latex;

/// <summary>How many texts contain LaTeX, how many are changed, which commands remain, and the speed on one core.</summary>
public static partial class LatexCounts
{
    private const int MostCommands = 60;

    public static int Print(string papers)
    {
        var texts = LatexTexts.Read(papers);
        foreach (var text in texts.Take(20_000))
        {
            // Warm-up: the time below must not include JIT compilation.
            ReadableText.Of(text);
        }

        var before = Environment.CpuUsage.TotalTime;
        var read = texts.Select(ReadableText.Of).ToList();
        var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        var pairs = texts.Zip(read).ToList();

        Count("texts", _ => true);
        Count(@"with \ or $", pair => HasMarks(pair.First));
        Count("changed", pair => !ReferenceEquals(pair.First, pair.Second));
        Count("changed in more than white space", pair => WhiteSpace().Replace(pair.First, " ").Trim() != pair.Second);
        Count(@"with \ or $ afterwards", pair => HasMarks(pair.Second));
        Count("changed again by a second pass", pair => ReadableText.Of(pair.Second) != pair.Second);
        foreach (var (command, count) in read.SelectMany(text => Command().Matches(text)).CountBy(match => match.Value)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MostCommands))
        {
            Console.WriteLine($"{count,8} {command}");
        }

        var megabytes = texts.Sum(text => (long)text.Length) / 1e6;
        Console.WriteLine(
            $"{megabytes:F1} million characters in {seconds:F2} s of processor time: {megabytes / seconds:F0} per second and core, "
            + $"{texts.Count / seconds:F0} texts");
        return 0;

        void Count(string what, Func<(string First, string Second), bool> isCounted) => Console.WriteLine($"{pairs.Count(isCounted),8} {what}");
    }

    private static bool HasMarks(string text) => text.AsSpan().ContainsAny('\\', '$');

    [GeneratedRegex(@"\\([a-zA-Z]+|.)")]
    private static partial Regex Command();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
