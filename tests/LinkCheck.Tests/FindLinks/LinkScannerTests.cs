using Papers.LinkCheck.FindLinks;

namespace Papers.LinkCheck.Tests.FindLinks;

public sealed class LinkScannerTests
{
    [Theory]
    [InlineData("Code is at https://github.com/sony/ctm.", "https://github.com/sony/ctm")]
    [InlineData("HTTP://Example.org/A is up.", "http://Example.org/A")]
    [InlineData("Code at https://a.org/x, data at https://b.org/y; demo: https://c.org/z!", "https://a.org/x", "https://b.org/y", "https://c.org/z")]
    [InlineData("https://a.org/one,https://b.org/two;www.c.org", "https://a.org/one", "https://b.org/two", "https://www.c.org")]
    [InlineData("https://a.org/onehttps://b.org/two", "https://a.org/one", "https://b.org/two")]
    [InlineData("available athttps://gpp.github.io/RA", "https://gpp.github.io/RA")]
    [InlineData("at https://githubhttps://github.com/x/y", "https://github.com/x/y")]
    [InlineData("at http://http://a.org/x", "http://a.org/x")]
    [InlineData("an archive: https://web.archive.org/web/2024/https://a.org/x", "https://web.archive.org/web/2024/https://a.org/x")]
    [InlineData("https://www.youtube.com/watch?v=ecK9m3LXg2c&feature=youtu.be.", "https://www.youtube.com/watch?v=ecK9m3LXg2c&feature=youtu.be")]
    [InlineData("https://www.youtube.com/@cmbagent; more", "https://www.youtube.com/@cmbagent")]
    [InlineData("see https://www.dd-challenge.com/#/ today", "https://www.dd-challenge.com/#/")]
    [InlineData("https://a.org:8443/x: here", "https://a.org:8443/x")]
    [InlineData("https://a.org:Our", "https://a.org")]
    public void A_url_with_a_scheme_is_found_up_to_its_end(string text, params string[] links) =>
        Assert.Equal(links, LinkScanner.FindUrls(text));

    [Theory]
    [InlineData("(https://a.org/x)", "https://a.org/x")]
    [InlineData("(see https://a.org/x).Then", "https://a.org/x")]
    [InlineData("https://en.wikipedia.org/wiki/C_(language)", "https://en.wikipedia.org/wiki/C_(language)")]
    [InlineData("(https://en.wikipedia.org/wiki/C_(language)).", "https://en.wikipedia.org/wiki/C_(language)")]
    [InlineData("https://a.org/x(accessed", "https://a.org/x")]
    [InlineData("https://a.org/x?q=%5BA%5D(%2Fb)", "https://a.org/x?q=%5BA%5D(%2Fb)")]
    [InlineData("[https://a.org/x]", "https://a.org/x")]
    [InlineData("\"https://a.org/x\" 'https://b.org/y'. \u201chttps://c.org/z\u201d", "https://a.org/x", "https://b.org/y", "https://c.org/z")]
    [InlineData("https://a.org's code", "https://a.org")]
    [InlineData("<https://a.org/x.git>.", "https://a.org/x.git")]
    [InlineData("<a href=\"https://a.org/x\" rel=\"n\">this https URL.</a>", "https://a.org/x")]
    [InlineData("https://a.org/x\u2014which", "https://a.org/x")]
    [InlineData("https://a.org/x| https://b.org/y", "https://a.org/x", "https://b.org/y")]
    public void Surrounding_punctuation_is_left_out(string text, params string[] links) =>
        Assert.Equal(links, LinkScanner.FindUrls(text));

    [Theory]
    [InlineData(@"\url{https://idaligner.github.io/}", "https://idaligner.github.io/")]
    [InlineData(@"$\href{https://a.org/x}{\texttt{bee.org/y}}$.", "https://a.org/x", "https://bee.org/y")]
    [InlineData(@"\footnote{https://a.org/x\_y\_z}.", "https://a.org/x_y_z")]
    [InlineData(@"https://a.org/\~{}me", "https://a.org/~me")]
    [InlineData(@"https://a.org/$\sim$me/", "https://a.org/~me/")]
    [InlineData(@"https://a.org/x{\_}y", "https://a.org/x_y")]
    [InlineData(@"https://a.org/x?tab=readme\#part", "https://a.org/x?tab=readme#part")]
    [InlineData(@"https://a.org/dual\-page/", "https://a.org/dual-page/")]
    [InlineData(@"https://github$.$com/x/y", "https://github.com/x/y")]
    [InlineData(@"https://a.org/x\\ next", "https://a.org/x")]
    [InlineData(@"https://a.org/x}{here}", "https://a.org/x")]
    [InlineData("[code](https://a.org/x) and **https://b.org/y** and `https://c.org/z`", "https://a.org/x", "https://b.org/y", "https://c.org/z")]
    [InlineData("[https://a.org/x](https://a.org/x).", "https://a.org/x", "https://a.org/x")]
    public void Latex_and_markdown_are_removed(string text, params string[] links) =>
        Assert.Equal(links, LinkScanner.FindUrls(text));

    [Theory]
    [InlineData("Code: github.com/x/y.", "https://github.com/x/y")]
    [InlineData("available atgithub.com/x/y", "https://github.com/x/y")]
    [InlineData("at huggingface.co/datasets/x/y, and", "https://huggingface.co/datasets/x/y")]
    [InlineData("at www.kaggle.com/datasets/x [1].", "https://www.kaggle.com/datasets/x")]
    [InlineData("the platform (www.JD.com), with", "https://www.JD.com")]
    [InlineData("Page: MMFormalizer.github.io.", "https://MMFormalizer.github.io")]
    [InlineData("at x.github.io and osf.io/vjw5e.", "https://x.github.io", "https://osf.io/vjw5e")]
    [InlineData("(convokit.cornell.edu)", "https://convokit.cornell.edu")]
    [InlineData("at ai.stanford.edu/~juze/ViBES/", "https://ai.stanford.edu/~juze/ViBES/")]
    [InlineData("data (rmc.dlr.de/s3li_dataset) is", "https://rmc.dlr.de/s3li_dataset")]
    [InlineData("available at vcbench.com, which", "https://vcbench.com")]
    [InlineData("Website: mirage.app/research", "https://mirage.app/research")]
    public void A_url_without_a_scheme_is_found_if_it_is_recognized(string text, params string[] links) =>
        Assert.Equal(links, LinkScanner.FindUrls(text));

    [Theory]
    [InlineData("e.g. this, i.e.dimensions, et al. and vs.others, U.S./EU, and/or")]
    [InlineData("versions 1.2.3, v2.0/v2.1, FLUX.1-dev, GPT-4.1/GPT-5, Gemini-1.Pro")]
    [InlineData("crawled from slashdot.org, Amazon.com, Booking.com/Expedia, Character.AI, Rev.ai and You.com")]
    [InlineData("Node.js/React, ASP.NET/Java, llama.cpp, robots.txt, config.py/train.sh, README.md")]
    [InlineData("categories cs.AI, cs.CV/cs.LG; improvement.To address this, results.In conclusion, text.It is")]
    [InlineData("mail john.doe@github.com/x or {a,b}@cs.cornell.edu, maia.ali@mail.utoronto.ca")]
    [InlineData("doi:10.1145/3292500.3330701, DOI 10.1016/j.dsp.2023.104159, arXiv:2401.01234v2")]
    [InlineData("this https URL, an HTTP API, https: none, code on github.com and GitHub.com")]
    [InlineData("ftp://ftp.example.org/pub/x, javascript:alert(1), file:///etc/passwd")]
    [InlineData("https://, http://..., https://XXX, https://.org, https://-.-/, https://4d- group.github.io/")]
    public void Other_text_is_not_a_link(string text) => Assert.Empty(LinkScanner.FindUrls(text));

    [Theory]
    [InlineData("https://github.com/umbertocappellazzo/PETL AST.", "https://github.com/umbertocappellazzo/PETL")]
    [InlineData("https: //github.com/x/y.", "https://github.com/x/y")]
    [InlineData("at https:\n  //github.com/x/y", "https://github.com/x/y")]
    [InlineData("https:// anonymous.4open.science/r/x", "https://anonymous.4open.science/r/x")]
    [InlineData("https:/lab.github.io/x, https:github.com/x/y", "https://lab.github.io/x", "https://github.com/x/y")]
    [InlineData("https://github. com/x/y.", "https://github.com/x/y")]
    [InlineData("https://name. github.io/page/.", "https://name.github.io/page/")]
    public void A_space_inside_is_skipped_only_if_the_host_is_recognized(string text, params string[] links) =>
        Assert.Equal(links, LinkScanner.FindUrls(text));

    [Theory]
    [InlineData("https://github.com@evil.example/x")]
    [InlineData("https://user:secret@a.org/")]
    public void A_user_name_that_hides_the_host_is_rejected(string text) => Assert.Empty(LinkScanner.FindUrls(text));

    [Theory]
    [InlineData("https://g\u0456thub.com/x", "https://xn--gthub-n2e.com/x")]
    [InlineData("https://b\u00fccher.example/caf\u00e9", "https://xn--bcher-kva.example/caf%C3%A9")]
    [InlineData("https://git\u200bhub.com/x\u00ad/y", "https://github.com/x/y")]
    [InlineData("https://a.org/x\u202egpj", "https://a.org/x")]
    [InlineData("\u89c1https://a.org/x\u3002\u4e2d\u6587", "https://a.org/x")]
    [InlineData("\u89c1https://a.org\u9879\u76ee", "https://a.org")]
    [InlineData("https://zh.wikipedia.org/wiki/\u4e2d\u6587", "https://zh.wikipedia.org/wiki/%E4%B8%AD%E6%96%87")]
    public void Non_ASCII_characters_are_encoded(string text, params string[] links) =>
        Assert.Equal(links, LinkScanner.FindUrls(text));

    [Theory]
    [InlineData("http://127.0.0.1:5000/x", "http://127.0.0.1:5000/x")]
    [InlineData("http://localhost:5000/x", "http://localhost:5000/x")]
    [InlineData("http://[::1]:5000/x.", "http://[::1]:5000/x")]
    public void An_IP_address_is_a_link(string text, params string[] links) =>
        Assert.Equal(links, LinkScanner.FindUrls(text));

    [Fact]
    public void A_thousand_links_in_one_text_are_all_found()
    {
        var links = Enumerable.Range(0, 1000).Select(n => $"https://host{n}.example.org/page/{n}").ToList();

        Assert.Equal(links, LinkScanner.FindUrls(string.Join(", ", links) + "."));
    }

    [Theory]
    [InlineData("https://a.org/{0}", "x")]
    [InlineData("https://{0}.org/", "x")]
    [InlineData("https://a.org/{0}", "(")]
    [InlineData("{0}", "https://")]
    [InlineData("{0}", "https: //")]
    [InlineData("{0}", "www.a.")]
    [InlineData("{0}", "a.b.c.")]
    [InlineData("{0}", "https://a. ")]
    [InlineData("{0}", "{{\\_")]
    [InlineData("{0}", ":.")]
    [InlineData("a.com {0}", "at   ")]
    public void Hostile_text_takes_no_longer_than_other_text(string form, string repeated)
    {
        var million = string.Concat(Enumerable.Repeat(repeated, 1_000_000 / repeated.Length));
        var started = TimeProvider.System.GetTimestamp();

        var links = LinkScanner.FindUrls(form.Replace("{0}", million));

        Assert.All(links, link => Assert.InRange(link.Length, 1, LinkToken.MaxLength));
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
    }
}
