using System.Collections.Frozen;

namespace Papers.Ingest.Latex;

/// <summary>The letters and signs that LaTeX's text calls by name.</summary>
internal static class TextSymbols
{
    private static readonly FrozenDictionary<string, string> Letters = Pairs(
        "o ø O Ø l ł L Ł aa å AA Å ae æ AE Æ oe œ OE Œ ss ß SS ẞ i ı j ȷ dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ NG Ŋ");

    private static readonly FrozenDictionary<string, string> Signs = Pairs("""
        textendash – textemdash — textasciitilde ~ textasciicircum ^ textbackslash \ textunderscore _ textbar | textless < textgreater >
        textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” textquotesingle ' textquotedbl " textdollar $ textbraceleft { textbraceright }
        textregistered ® texttrademark ™ textcopyright © copyright © textdegree ° textcelsius ℃ textmu μ textellipsis … dots … ldots … textbullet • textperiodcentered ·
        texttimes × textdiv ÷ textpm ± textrightarrow → textleftarrow ← textuparrow ↑ textdownarrow ↓ texteuro € euro € pounds £ textsterling £ textyen ¥
        textonehalf ½ textonequarter ¼ textthreequarters ¾ textonesuperior ¹ texttwosuperior ² textthreesuperior ³ textordfeminine ª textordmasculine º
        textsection § textparagraph ¶ textdagger † textdaggerdbl ‡ textalpha α textbeta β textgamma γ textdelta δ
        textexclamdown ¡ textquestiondown ¿ guillemotleft « guillemotright » texttildelow ~ slash / LaTeX LaTeX TeX TeX BibTeX BibTeX deg ° celsius ℃
        """);

    // Signs of formulas that authors write between words without dollars. A name that may as well be an author's own macro is not among them.
    private static readonly FrozenSet<string> KnownInText = """
        alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi varphi chi psi omega
        Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega times div cdot pm mp sim approx leq geq le ge leqslant geqslant neq
        rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow longrightarrow uparrow downarrow to infty ell checkmark circledR propto
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    // What the style files of large conferences call such, and authors leave in what they submit.
    private static readonly FrozenDictionary<string, string> Abbreviations = Pairs("eg e.g. ie i.e. etc etc. wrt w.r.t. vs vs. Eg E.g. Ie I.e.");

    /// <summary>Null where the name is none; its full stop is left to the text where that has one.</summary>
    public static string? FindAbbreviation(ReadOnlySpan<char> name, char next) =>
        !Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var words) ? null
        : next == '.' ? words[..^1]
        : words;

    /// <summary>A letter of a word: the spaces behind its name only end the name.</summary>
    public static string? FindLetter(ReadOnlySpan<char> name) =>
        Letters.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var letter) ? letter : null;

    public static string? FindSign(ReadOnlySpan<char> name) =>
        Signs.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var sign) ? sign
        : KnownInText.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name) ? MathSymbols.Find(name)?.Text
        : null;

    private static FrozenDictionary<string, string> Pairs(string pairs) =>
        pairs.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Chunk(2).ToFrozenDictionary(pair => pair[0], pair => pair[1]);
}
