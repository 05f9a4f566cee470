using Papers.Ingest.Latex;

namespace Papers.Ingest.Tests.Latex;

public sealed class ProseTests
{
    [Theory]
    [InlineData("\\textbf{Cl}ust\\textbf{e}ring \\emph{\\textbf{T}ree-\\textbf{E}stimated}", "Clustering Tree-Estimated")]
    [InlineData("{\\em match} {\\bf 1)} {\\it i.e.}, {\\color{blue}there} {\\em a priori\\/} guarantees", "match 1) i.e., there a priori guarantees")]
    [InlineData("\\textcolor{red}{Warning} \\underline{\\small\\texttt{x}} \\enquote{so} \\num{1617}", "Warning x “so” 1617")]
    [InlineData("convnext\\_l, H\\&E, 50\\%, \\#1, \\{a, b\\}", "convnext_l, H&E, 50%, #1, {a, b}")]
    [InlineData("A\\textsuperscript{2}FM, mAP\\textsubscript{50}, 5\\textsuperscript{th}, X\\textsuperscript{TM}", "A²FM, mAP₅₀, 5th, X™")]
    [InlineData("5.7\\,M vs.\\ all, checkpointing\\textemdash conditions, corpora. \\\\ \\textbf{Next}", "5.7 M vs. all, checkpointing—conditions, corpora. Next")]
    [InlineData("360{\\deg} {\\mu}m {\\Delta}{\\Delta}G {\\epsilon}-Seg, 3.6\\times faster, 0.8 \\pm 0.1", "360° μm ΔΔG ε-Seg, 3.6× faster, 0.8 ± 0.1")]
    [InlineData("Insights: \\ding{182} one \\ding{51}", "Insights: ❶ one ✓")]
    [InlineData("methods, \\eg, ours (\\ie baselines), \\etc.", "methods, e.g., ours (i.e. baselines), etc.")]
    public void Styles_escapes_and_named_signs_are_read(string source, string plain) => Assert.Equal(plain, ReadableText.Of(source));

    [Theory]
    [InlineData("``bag-of-tokens,\" and ``in-the-wild'' and ''floaters''", "“bag-of-tokens,” and “in-the-wild” and “floaters”")]
    [InlineData("`read the room' and `continual unlearning', (`what')", "‘read the room’ and ‘continual unlearning’, (‘what’)")]
    [InlineData("``Bring me a plate.'' said ``$f''$''", "“Bring me a plate.” said “f′′”")]
    public void Quotations_have_their_marks(string source, string plain) => Assert.Equal(plain, ReadableText.Of(source));

    [Theory]
    [InlineData("release `Fann or Flop` and `gpt-4` with ```code```")]
    [InlineData("a user`s move, the robots' way, 5'' tall")]
    [InlineData("``never closed")]
    [InlineData("from GS (\"anti'' dynamic)")]
    public void Marks_without_their_other_stay(string text) => Assert.Same(text, ReadableText.Of(text));

    [Theory]
    [InlineData("vision--language, 10--20\\%, so -- not, (ASD)--the, long---dash", "vision–language, 10–20%, so – not, (ASD)–the, long—dash")]
    [InlineData("Table~3, models~(LLMs), 0.35~m/s, BTCV:~84, in~$n$, (4,~4)", "Table 3, models (LLMs), 0.35 m/s, BTCV: 84, in n, (4, 4)")]
    public void Dashes_and_ties_are_read(string source, string plain) => Assert.Equal(plain, ReadableText.Of(source));

    [Theory]
    [InlineData("DDLM --> ARM, <!-- no -->, use --verbose, ----")]
    [InlineData("~50%, (~21%), 3~5, 15.7% ~ 32.7%, x~p(x), Human ~ Policy")]
    [InlineData("A \\name{x}, \\cite{a_b--c}, \\textbf x, \\textsubscript{Hard}, \\textsubscript{50:95}")]
    [InlineData("\\textbf{open, { closed")]
    [InlineData("a {snowy} photo {}")]
    public void What_is_not_certain_stays(string text) => Assert.Same(text, ReadableText.Of(text));

    [Fact]
    public void Groups_nested_too_deep_stay()
    {
        Assert.Equal(Nested(487), ReadableText.Of(Nested(500)));

        static string Nested(int depth) => string.Concat(Enumerable.Repeat("\\textbf{", depth)) + "x" + new string('}', depth);
    }
}
