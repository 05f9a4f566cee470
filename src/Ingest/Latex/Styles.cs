using System.Collections.Frozen;

namespace Papers.Ingest.Latex;

/// <summary>Commands that change only how their text looks.</summary>
internal static class Styles
{
    private static readonly FrozenSet<string> OfText = Words(
        "textbf textit emph texttt textsc textsf textrm textmd textup textsl textnormal text mbox hbox underline uline ul uuline num textulc textlf");

    private static readonly FrozenSet<string> OfFormulas = Words(
        "mathrm mathbf mathit mathsf mathtt mathnormal boldsymbol bm bf pmb mathbfit operatorname");

    private static readonly FrozenSet<string> Switches = Words("""
        em bf it tt sc rm sf sl bfseries mdseries itshape slshape scshape upshape ttfamily sffamily rmfamily normalfont
        tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge displaystyle textstyle scriptstyle boldmath
        """);

    public static bool IsOfText(ReadOnlySpan<char> name) => Has(OfText, name);

    public static bool IsOfFormulas(ReadOnlySpan<char> name) => Has(OfFormulas, name);

    /// <summary>One that holds to the end of its group.</summary>
    public static bool IsSwitch(ReadOnlySpan<char> name) => Has(Switches, name);

    private static bool Has(FrozenSet<string> names, ReadOnlySpan<char> name) => names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);

    private static FrozenSet<string> Words(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
}
