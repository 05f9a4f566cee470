using System.Collections.Frozen;

namespace Papers.Ingest.Records;

/// <summary>
/// Latin letters and digits without accents, ligatures and raised or full-width forms, for comparison only: Unicode's compatibility decomposition
/// (NFKD) of lower-case letters, and the usual spelling of those without one (ß, æ, ø, ł…). A table, because string.Normalize does nothing in
/// globalization-invariant mode, in which every service runs.
/// </summary>
internal static class LetterFolding
{
    private static readonly FrozenDictionary<char, string> Folded = Rows()
        .SelectMany(row => row.Letters.Select(letter => (letter, row.Plain)))
        .ToFrozenDictionary(pair => pair.letter, pair => pair.Plain);

    /// <summary>Null if the letter stays as it is.</summary>
    public static string? Find(char lowerCaseLetter) => Folded.GetValueOrDefault(lowerCaseLetter);

    private static IEnumerable<(string Plain, string Letters)> Rows() =>
    [
        ("0", "⁰₀０"),
        ("1", "¹₁１"),
        ("2", "²₂２"),
        ("3", "³₃３"),
        ("4", "⁴₄４"),
        ("5", "⁵₅５"),
        ("6", "⁶₆６"),
        ("7", "⁷₇７"),
        ("8", "⁸₈８"),
        ("9", "⁹₉９"),
        ("a", "ªàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặₐａ"),
        ("ae", "æǣǽ"),
        ("b", "ḃḅḇｂℬ"),
        ("c", "çćĉċčḉｃℂℭ"),
        ("d", "ðďđḋḍḏḑḓｄⅅⅆ"),
        ("dz", "ǆǳ"),
        ("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệₑｅℯℰⅇ"),
        ("f", "ƒḟｆℱ"),
        ("ff", "ﬀ"),
        ("ffi", "ﬃ"),
        ("ffl", "ﬄ"),
        ("fi", "ﬁ"),
        ("fl", "ﬂ"),
        ("g", "ĝğġģǧǵḡｇℊ"),
        ("h", "ĥħȟḣḥḧḩḫẖｈℋℌℍℎ"),
        ("i", "ìíîïĩīĭįıǐȉȋḭḯỉịⁱｉℐℑℹⅈ"),
        ("ij", "ĳ"),
        ("j", "ĵǰｊⅉ"),
        ("k", "ķĸǩḱḳḵｋ"),
        ("l", "ĺļľłḷḹḻḽｌℒℓ"),
        ("lj", "ǉ"),
        ("m", "ḿṁṃｍℳ"),
        ("n", "ñńņňŋǹṅṇṉṋⁿｎℕ"),
        ("nj", "ǌ"),
        ("o", "ºòóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợₒｏℴ"),
        ("oe", "œ"),
        ("p", "ṕṗｐℙ"),
        ("q", "ｑℚ"),
        ("r", "ŕŗřȑȓṙṛṝṟｒℛℜℝ"),
        ("s", "śŝşšſșṡṣṥṧṩẛｓ"),
        ("ss", "ß"),
        ("st", "ﬅﬆ"),
        ("t", "ţťŧțṫṭṯṱẗｔ"),
        ("th", "þ"),
        ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữựｕ"),
        ("v", "ṽṿｖ"),
        ("w", "ŵẁẃẅẇẉẘｗ"),
        ("x", "ẋẍₓｘ"),
        ("y", "ýÿŷȳẏẙỳỵỷỹｙ"),
        ("z", "źżžẑẓẕｚℤℨ"),
    ];
}
