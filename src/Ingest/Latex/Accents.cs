using System.Collections.Frozen;

namespace Papers.Ingest.Latex;

/// <summary>
/// Letters with the accents of LaTeX, as the one code point that Unicode has for both. Written down here because normalisation does nothing
/// in globalization-invariant mode, in which every service runs; what has no such code point has no accent here.
/// </summary>
internal static class Accents
{
    private static readonly FrozenDictionary<(char Accent, char Letter), char> Composed = Compose().ToFrozenDictionary();

    private static readonly FrozenDictionary<string, char> MathNames = new Dictionary<string, char>
    {
        ["acute"] = '\'', ["grave"] = '`', ["hat"] = '^', ["widehat"] = '^', ["ddot"] = '"', ["tilde"] = '~', ["widetilde"] = '~',
        ["bar"] = '=', ["overline"] = '=', ["dot"] = '.', ["check"] = 'v', ["breve"] = 'u', ["mathring"] = 'r',
    }.ToFrozenDictionary();

    public static bool IsSign(char c) => c is '\'' or '`' or '^' or '"' or '~' or '=' or '.';

    public static bool IsLetter(char c) => c is 'c' or 'v' or 'u' or 'H' or 'k' or 'r' or 'b' or 'd';

    public static char? Find(char accent, char letter) =>
        Composed.TryGetValue((accent, letter == 'ı' ? 'i' : letter), out var composed) ? composed : null;

    /// <summary>The accent that a formula calls by a name (<c>\hat</c>).</summary>
    public static char? FindMathAccent(ReadOnlySpan<char> name) =>
        MathNames.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var accent) ? accent : null;

    private static Dictionary<(char Accent, char Letter), char> Compose()
    {
        var composed = new Dictionary<(char Accent, char Letter), char>();
        foreach (var (accent, pairs) in Rows())
        {
            for (var i = 0; i < pairs.Length; i += 2)
            {
                composed[(accent, pairs[i])] = pairs[i + 1];
                if (char.ToUpperInvariant(pairs[i + 1]) is var upper && upper != pairs[i + 1])
                {
                    composed[(accent, char.ToUpperInvariant(pairs[i]))] = upper;
                }
            }
        }

        return composed;
    }

    // Pairs of a small letter and the same with its accent; the capitals follow. Those with two accents are written around the inner one.
    private static IEnumerable<(char Accent, string Pairs)> Rows() =>
    [
        ('\'', "aáeéiíoóuúyýcćlĺnńrŕsśzźgǵkḱmḿpṕwẃæǽøǿâấêếôốăắơớưứüǘ"),
        ('`', "aàeèiìoòuùnǹwẁyỳâầêềôồăằơờưừüǜ"),
        ('^', "aâeêiîoôuûcĉgĝhĥjĵsŝwŵyŷzẑạậẹệọộ"),
        ('"', "aäeëiïoöuüyÿhḧwẅxẍtẗ"),
        ('~', "aãnñoõiĩuũeẽvṽyỹâẫêễôỗăẵơỡưữ"),
        ('=', "aāeēiīoōuūyȳgḡæǣüǖ"),
        ('.', "aȧbḃcċdḋeėfḟgġhḣmṁnṅoȯpṗrṙsṡtṫwẇxẋyẏzżIİ"),
        ('v', "aǎcčdďeěgǧhȟiǐjǰkǩlľnňoǒrřsštťuǔzžüǚ"),
        ('u', "aăeĕgğiĭoŏuŭạặ"),
        ('r', "aåuůwẘyẙ"),
        ('c', "cçdḑeȩgģhḩkķlļnņrŗsştţ"),
        ('k', "aąeęiįoǫuų"),
        ('H', "oőuű"),
        ('d', "aạbḅdḍeẹhḥiịkḳlḷmṃnṇoọrṛsṣtṭuụvṿwẉyỵzẓâậêệôộăặơợưự"),
        ('b', "bḇdḏhẖkḵlḻnṉrṟtṯzẕ"),
    ];
}
