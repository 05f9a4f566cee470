using CsCheck;
using Papers.Ingest.Latex;

namespace Papers.Ingest.Tests.Latex;

/// <summary>Whatever is thrown at it: parts of LaTeX in any order, balanced or not, and any characters at all.</summary>
public sealed class ReadableTextPropertyTests
{
    private const string Address = "https://github.com/a_b/c--d/%20?q=~u&v=#w";

    private static readonly string[] Parts =
    [
        "\\textbf{", "\\emph{", "\\text{", "{", "}", "$", "$$", "\\(", "\\)", "\\[", "\\]", "^", "_", "^{", "_{", "\\frac{", "\\sqrt{", "\\sqrt", "\\mathcal{",
        "\\mathbb{R}", "\\left(", "\\right.", "\\alpha", "\\times", "\\sim", "\\'e", "\\\"{o}", "\\v{", "\\c c", "\\i", "\\", "\\\\", "\\%", "\\$", "~", "--", "---",
        "``", "''", "`", "'", "\"", "\\href{", "\\url{", "\\footnote{", "\\textsuperscript{", "\\unicode{x202E}", "\\unicode{x2013}", "\\ding{182}", "\\name",
        "{\\bf ", "{\\\"o}", "\\cite{", "2", "x", "n", "word", "and", ".", ",", "(", ")", "=", "+", "-", " ", " ", "\n", "\\log", "\\tilde{", "\\not", "&", "é", "𝒳",
    ];

    private static readonly Gen<string> Fragment = Gen.OneOf(
        Gen.Int[0, Parts.Length - 1].Select(part => Parts[part]),
        Gen.Char.Select(c => c.ToString()),
        Gen.Const($" {Address} "));

    private static readonly Gen<string> Text = Fragment.Array[0, 60].Select(string.Concat);

    [Fact]
    public void It_answers_with_one_line_of_plain_text_of_bounded_length() => Text.Sample(text =>
    {
        foreach (var read in new[] { ReadableText.Of(text), BibTexText.Of(text) })
        {
            Assert.DoesNotContain(read, c => char.IsControl(c) || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u2028' or '\u2029');
            Assert.Equal(read.Trim(), read);
            Assert.True(read.Length <= 2 * text.Length + 2, read);
        }
    });

    [Fact]
    public void An_address_survives() => Gen.Select(Text, Text).Sample((before, after) =>
        Assert.Contains(Address, ReadableText.Of($"{before} {Address} {after}")));

    [Fact]
    public void Time_is_proportional_to_length() => Fragment.Array[1, 3].Select(string.Concat).Sample(
        repeated =>
        {
            var (once, fourTimes) = (Fastest(repeated, 20_000), Fastest(repeated, 80_000));
            Assert.True(fourTimes < 10 * once + TimeSpan.FromMilliseconds(100), $"{once} and {fourTimes} for {repeated}");
        },
        iter: 50);

    private static TimeSpan Fastest(string repeated, int length)
    {
        var text = string.Concat(Enumerable.Repeat(repeated, length / repeated.Length));
        return Enumerable.Range(0, 3).Min(_ =>
        {
            var started = TimeProvider.System.GetTimestamp();
            ReadableText.Of(text);
            return TimeProvider.System.GetElapsedTime(started);
        });
    }
}
