using Papers.Ingest.Latex;

namespace Papers.Ingest.Tests.Latex;

public sealed class AccentTests
{
    [Theory]
    [InlineData("""Schr\"odinger, Szeg\"{o}, na\"{\i}ve, na\"\i ve, T\"UV, \"U-Tsang""", "Schrödinger, Szegö, naïve, naïve, TÜV, Ü-Tsang")]
    [InlineData("""Fr\'echet, B\'{e}zier, \'etapes, \'unico, l'\'equipe, BERTi\'c""", "Fréchet, Bézier, étapes, único, l'équipe, BERTić")]
    [InlineData("""d\'ej\`a vu, Lo\`eve, F\`ux\`i""", "déjà vu, Loève, Fùxì")]
    [InlineData("""t\^aches, \^O \u{A}n Quan, Espa\~na, S\~ao, CAM\~OES""", "tâches, Ô Ăn Quan, España, São, CAMÕES")]
    [InlineData("""Mah\={a}bh\={a}rata, iky\=anve, s\u{a} fii""", "Mahābhārata, ikyānve, să fii")]
    [InlineData("""Erd\H{o}s, \v{S}koda, fa\c{c}ade, Fran\c cois, W\k{e}grzyn, \r{A}, \d{h}, \.Zak, \.{z}""", "Erdős, Škoda, façade, François, Węgrzyn, Å, ḥ, Żak, ż")]
    public void Accents_become_one_character_with_their_letter(string source, string plain) => Assert.Equal(plain, ReadableText.Of(source));

    [Theory]
    [InlineData("""S{\o}ren S\o ren \O{}rsted Wa{\l}\k{e}sa \L{}ukasz \AA ngstr\"om stra\ss e {\ss}""", "Søren Søren Ørsted Wałęsa Łukasz Ångström straße ß")]
    [InlineData("""{\"o}{\'e} Nguy\~{\^e}n Tr\`{\^a}n \'{\^{e}}""", "öé Nguyễn Trần ế")]
    public void Letters_of_their_own_and_double_accents_are_read(string source, string plain) => Assert.Equal(plain, ReadableText.Of(source));

    [Theory]
    [InlineData("""today\'s MLLM\'s don\'t GPT-4o\'s we\'ve""", "today's MLLM's don't GPT-4o's we've")]
    [InlineData("""mAP\@0.50 and i.i.d.\@ samples, about \~50 and a\^{}b""", "mAP@0.50 and i.i.d. samples, about ~50 and a^b")]
    public void An_escaped_apostrophe_is_no_accent(string source, string plain) => Assert.Equal(plain, ReadableText.Of(source));

    [Theory]
    [InlineData("""\b{eta}-VAE, \k{appa}=0.73, \r{ho} = 0.2""", "β-VAE, κ=0.73, ρ = 0.2")]
    public void Greek_letters_that_were_split_into_an_accent_are_whole_again(string source, string plain) => Assert.Equal(plain, ReadableText.Of(source));

    [Theory]
    [InlineData("""an \"open\" question of \"access\" to it""")]
    [InlineData("""SSP\' s superiority""")]
    [InlineData("""named \b geometric \b attack, suppressing \n\n after""")]
    [InlineData("""visit example\.com""")]
    [InlineData("""risk\-sensitive (DK)\-Enhanced""")]
    [InlineData("""\'q \"1 \v{q} \c""")]
    public void What_may_be_something_else_stays(string source) => Assert.Same(source, ReadableText.Of(source));
}
