using System.Collections.Frozen;
using System.Text;

namespace Papers.Ingest.Latex;

/// <summary>Raised and lowered text, where every character of it has such a form in Unicode.</summary>
internal static class Scripts
{
    private static readonly FrozenDictionary<char, char> Raised = Pairs("""
        0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻ
        AᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾRᴿTᵀUᵁVⱽWᵂαᵅβᵝγᵞδᵟεᵋθᶿφᵠχᵡ⊤ᵀ∘°°°′′″″††‡‡**∗*⋆⋆®®©©™™·˙
        """);

    private static readonly FrozenDictionary<char, char> Lowered = Pairs("""
        0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋−₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓβᵦγᵧρᵨφᵩχᵪ
        """);

    private static readonly FrozenSet<string> PlainEndings = FrozenSet.Create("th", "st", "nd", "rd");

    /// <summary>Null where a character has no raised form. The ending of a number (<c>5th</c>) stays on the line, as it is written without LaTeX.</summary>
    public static string? Raise(string text, char before) =>
        text == "TM" ? "™" : char.IsAsciiDigit(before) && PlainEndings.Contains(text) ? text : Map(text, Raised);

    public static string? Lower(string text) => Map(text, Lowered);

    private static string? Map(string text, FrozenDictionary<char, char> forms)
    {
        var mapped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (forms.TryGetValue(c, out var form))
            {
                mapped.Append(form);
            }
            else if (c != ' ')
            {
                return null;
            }
        }

        return mapped.Length > 0 ? mapped.ToString() : null;
    }

    private static FrozenDictionary<char, char> Pairs(string pairs) =>
        pairs.Where(c => !char.IsWhiteSpace(c)).Chunk(2).ToFrozenDictionary(pair => pair[0], pair => pair[1]);
}
