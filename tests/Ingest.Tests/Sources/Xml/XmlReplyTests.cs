using System.Text;
using Papers.Ingest.Harvest;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.ArxivAtom;
using Papers.Ingest.Tests.Sources.JsonLines;

namespace Papers.Ingest.Tests.Sources.Xml;

public sealed class XmlReplyTests
{
    private const string Entry = "<entry><id>http://arxiv.org/abs/2401.01234</id><title>T</title><summary>S</summary></entry>";

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \r\n ", "empty")]
    [InlineData("Rate exceeded.", "The reply is not XML; it begins with \"Rate exceeded.\".")]
    [InlineData("{\"error\":1}", "The reply is not XML; it begins with \"{\"error\":1}\".")]
    [InlineData("<!DOCTYPE html><html><body>503</body></html>", "HTML")]
    [InlineData("<html><body>503<br></body></html>", "HTML")]
    [InlineData("<html><body>503</body></html>", "HTML")]
    [InlineData("<rss/>", "<rss>")]
    [InlineData("<!DOCTYPE feed><feed/>", "DTD")]
    [InlineData("<feed>", "line 1, position 7")]
    [InlineData("<feed/><feed/>", "line 1, position 9")]
    [InlineData("<feed/><?xml version='1.0'?><feed/>", "second document")]
    [InlineData("<feed>&nbsp;</feed>", "line 1, position 8")]
    [InlineData("<?xml version='1.0' encoding='koi8-r'?><feed/>", "koi8-r")]
    public void What_is_not_one_whole_reply_is_told_why(string reply, string reason) =>
        Assert.Contains(reason, Reason(Payload.Of(reply)), StringComparison.Ordinal);

    [Fact]
    public void Entities_that_multiply_are_not_begun_with()
    {
        var laughs = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE feed [<!ENTITY a0 \"ha\">");
        for (var i = 1; i < 30; i++)
        {
            laughs.Append($"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};\">");
        }

        Assert.Contains("DTD", Reason(Payload.Of(laughs.Append("]><feed>&a29;</feed>").ToString())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<feed>", "<a>")]
    [InlineData("<feed><entry>", "<a>")]
    [InlineData("<feed><entry>", "<entry>")]
    public void Deep_nesting_ends_the_reading(string begin, string nested)
    {
        var deep = new StringBuilder(begin);
        for (var i = 0; i < 100_000; i++)
        {
            deep.Append(nested);
        }

        Assert.Matches("nested|truncated", Reason(Payload.Of(deep.ToString())));
    }

    [Theory]
    [InlineData("<feed a=\"", "\"/>")]
    [InlineData("<feed><entry a=\"", "\"/></feed>")]
    [InlineData("<feed><entry><title>", "</title></entry></feed>")]
    [InlineData("<feed><", "/></feed>")]
    [InlineData("<feed><!--", "--></feed>")]
    [InlineData("<feed><?p ", "?></feed>")]
    [InlineData("<feed><![CDATA[", "]]></feed>")]
    public void A_gigantic_anything_ends_the_reading(string before, string after) =>
        Assert.Contains("33,554,432 bytes", Reason(new GiantLineStream(before, 100_000_000, after)), StringComparison.Ordinal);

    [Fact]
    public void Ever_new_names_end_the_reading()
    {
        var many = "<feed>" + string.Concat(Enumerable.Range(0, 5_000).Select(n => $"<n{n}/>")) + "</feed>";

        Assert.Contains("names", Reason(Payload.Of(many)), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_encoding_of_Unicode_is_read_and_Latin_1_where_it_is_said()
    {
        const string Feed = "<feed><entry><id>http://arxiv.org/abs/2401.01234</id><title>Größe</title><summary>S</summary></entry></feed>";

        Assert.Equal("Größe", Title(Encoding.UTF8.GetBytes(Feed)));
        Assert.Equal("Größe", Title([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?>" + Feed)]));
        Assert.Equal("Größe", Title([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + Feed)]));
        Assert.Equal("Größe", Title([.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Feed)]));
        Assert.Equal("Größe", Title(Encoding.Latin1.GetBytes("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + Feed)));
        Assert.Equal("Größe", Title(Encoding.UTF8.GetBytes("\n" + Feed + "\n<!-- end -->\n")));
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_reject_their_entry_alone()
    {
        byte[] reply = [.. "<feed>"u8, .. Encoding.UTF8.GetBytes(Entry), .. "<entry><id>http://arxiv.org/abs/2401.01235</id><title>T"u8, 0xE4, .. "</title></entry>"u8, .. Encoding.UTF8.GetBytes(Entry), .. "</feed>"u8];
        var entries = ArxivAtomReply.Read(Payload.Of(reply), TestContexts.Undated).Entries;

        Assert.Equal([true, false, true], entries.Select(entry => entry is ReadRecord));
        Assert.Equal(RejectReasons.InvalidUtf8, Payload.Reason(entries[1]));
    }

    [Theory]
    [InlineData("A\u0001\u001FB", "A B")]
    [InlineData("A&#1;B", "AB")]
    [InlineData("A&#xD800;B", "A\uFFFDB")]
    [InlineData("A&#0;B", "AB")]
    [InlineData("A&lt;&amp;&gt;&quot;&apos;&#228;B", "A<&>\"'äB")]
    [InlineData("<![CDATA[A<B]]>", "A<B")]
    [InlineData("A<b>C</b>D", "ACD")]
    [InlineData("\uFFFD\U0001F600", "\uFFFD\U0001F600")]
    public void Characters_that_XML_forbids_make_no_reply_unreadable(string title, string read) =>
        Assert.Equal(read, SourceText.Clean(Title(Encoding.UTF8.GetBytes($"<feed>{Entry.Replace("<title>T", $"<title>{title}", StringComparison.Ordinal)}</feed>"))));

    private static string Title(byte[] reply) => Payload.Record(Assert.Single(ArxivAtomReply.Read(Payload.Of(reply), TestContexts.Undated).Entries)).Title;

    private static string Reason(Stream reply) => Assert.Throws<UnreadableReplyException>(() => ArxivAtomReply.Read(reply, TestContexts.Undated)).Message;
}
