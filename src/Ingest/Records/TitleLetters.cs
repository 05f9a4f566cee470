using System.Collections.Frozen;
using System.Text;

namespace Papers.Ingest.Records;

/// <summary>
/// The letters and digits of a title, without its LaTeX: the input of <see cref="TitleKey"/>. Title keys are stored and decide which records are one paper,
/// so this function is frozen: it must not change when the display of LaTeX improves. The tests pin examples.
/// </summary>
internal static class TitleLetters
{
    private static readonly FrozenDictionary<string, string> s_letters = Letters().ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_operators = new[]
    {
        "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim", "exp", "gcd", "hom", "inf", "ker", "lg", "lim", "liminf",
        "limsup", "ln", "log", "max", "min", "Pr", "sec", "sin", "sinh", "sup", "tan", "tanh",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static string Of(string title)
    {
        if (title.AsSpan().IndexOfAny('\\', '$', '{') < 0)
        {
            return title;
        }

        var letters = new StringBuilder(title.Length);
        for (var at = 0; at < title.Length; at++)
        {
            if (title[at] != '\\')
            {
                letters.Append(title[at]);
                continue;
            }

            var end = at + 1;
            while (end < title.Length && char.IsAsciiLetter(title[end]))
            {
                end++;
            }

            // An accent sign such as \' is dropped with its backslash, and the accent of the letter by the folding of the key.
            letters.Append(end > at + 1 ? LettersOf(title[(at + 1)..end]) : "");
            at = Math.Max(at + 1, end - 1);
        }

        return letters.ToString();
    }

    // Other commands, such as \emph, only format their argument.
    private static string LettersOf(string command) =>
        s_letters.GetValueOrDefault(command) ?? (s_operators.Contains(command) ? command : "");

    private static IEnumerable<KeyValuePair<string, string>> Letters()
    {
        string[] greek =
        [
            "alpha α", "beta β", "gamma γ", "delta δ", "epsilon ε", "varepsilon ε", "zeta ζ", "eta η", "theta θ", "vartheta ϑ", "iota ι", "kappa κ", "lambda λ",
            "mu μ", "nu ν", "xi ξ", "pi π", "varpi ϖ", "rho ρ", "varrho ϱ", "sigma σ", "varsigma ς", "tau τ", "upsilon υ", "phi φ", "varphi φ", "chi χ", "psi ψ",
            "omega ω", "Gamma γ", "Delta δ", "Theta θ", "Lambda λ", "Xi ξ", "Pi π", "Sigma σ", "Upsilon υ", "Phi φ", "Psi ψ", "Omega ω",
        ];
        string[] latin =
        [
            "ss ss", "ae ae", "AE ae", "oe oe", "OE oe", "o o", "O o", "l l", "L l", "aa a", "AA a", "i i", "j j", "th th", "TH th", "dh d", "DH d", "dj d", "DJ d",
            "ng ŋ", "NG ŋ", "ell l", "hbar h", "imath i", "jmath j",
        ];
        return greek.Concat(latin).Select(row => KeyValuePair.Create(row[..row.IndexOf(' ')], row[(row.IndexOf(' ') + 1)..]));
    }
}
