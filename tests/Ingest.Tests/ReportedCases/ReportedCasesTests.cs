using System.Text;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Import;
using Papers.Ingest.Merge;
using Papers.Ingest.Records;

namespace Papers.Ingest.Tests.ReportedCases;

/// <summary>Inputs of the kinds that public bug reports describe, each read by the format that its content is detected as.</summary>
public sealed class ReportedCasesTests : IDisposable
{
    private const string Prose =
        "We study jankeldoop in the wild and find that a method of jankeldoop with few parts does well on a set of it. We study jankeldoop in the wild and find "
        + "that a method of jankeldoop with few parts does well on another set of it. We study jankeldoop in the wild and find that it does well again.";

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("# Readme of Jankeldoop\n\n{0}\n")]
    [InlineData("Readme of Jankeldoop\n\n* a bullet\n* another\n\n{0}\n")]
    [InlineData("\"Key\",\"Item Type\",\"Title\",\"Abstr\"\n\"A\",\"preprint\",\"Brunklefritz\",\"{0}\"\n")]
    [InlineData("<?xml version=\"1.0\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n<item>\n<title>T of a paper</title>\n<description>{0}</description>\n</item></rdf:RDF>\n")]
    [InlineData("<!DOCTYPE html>\n<html><body>\n<h1>Trinkelwops</h1>\n<p>{0}</p>\n</body></html>\n")]
    [InlineData("PMID- 123\nTI  - A title of a paper\nAB  - {0}\nAU  - Doe J\nAU  - Roe R\n")]
    [InlineData("%0 Journal Article\n%T A title of a paper\n%X {0}\n")]
    [InlineData("title: A title of a paper\nauthor: Doe\nabstract: {0}\nyear: 2024\n")]
    [InlineData("\\documentclass{{article}}\n\\begin{{document}}\nA title of a paper\n{0}\n\\end{{document}}\n")]
    [InlineData("id\ttitle\tabstr\n1\tA title of a paper\t{0}\n")]
    public void An_unknown_format_is_refused(string template)
    {
        File.WriteAllText(_path, string.Format(System.Globalization.CultureInfo.InvariantCulture, template, Prose));

        Assert.Null(FileFormats.Find(_path, long.MaxValue, CancellationToken.None).Format);
    }

    [Fact]
    public void A_page_of_papers_is_still_recognised() =>
        Assert.Equal("page of papers", Find($"new\n\nSubscribe\n\nMar 14\n\nJankeldoop: A Study of Wops\n\n{Prose}\n\nAnother Title\n\n{Prose}\n").Name);

    [Theory]
    [InlineData("sep=;\nid;title;abstract\n2501.70005;Sep line;An abstract\n", "Sep line")]
    [InlineData("\"sep=|\"\ntitle|abstract\nSep bar|An abstract\n", "Sep bar")]
    [InlineData("\"Key\",\"Title\",\"Abstract Note\"\n\"ABCD\",\"Zotero row\",\"An abstract\"\n", "Zotero row")]
    [InlineData("@article{ WOS:1,\nTitle = {{Early access things}},\nAbstract = {{We look.}},\nEarly Access Date = {{NOV}},\n}\n", "Early access things")]
    [InlineData("@misc{k,title={Flow of \\overrightarrow{p} there},abstract={We look.}}", "Flow of \\overrightarrow{p} there")]
    [InlineData("@article{k,title={Neutrinoless $\\ensuremath{\\beta}\\ensuremath{\\beta}$ Decay with a \\ensuremath{\\theta} Term},abstract={We look.}}", "Neutrinoless ββ Decay with a θ Term")]
    [InlineData("@misc{k,title={Line one\\\\line two},abstract={We look.}}", "Line one line two")]
    [InlineData("TY  - JOUR\nTI  - Fish &amp; chips\nAB  - &lt;p&gt;We fry.&lt;/p&gt;\nER  - \n", "Fish & chips")]
    [InlineData("title,abstract\nH<sub>2</sub>O &amp; <i>more</i>,An abstract\n", "H2O & more")]
    [InlineData("title,abstract\nThe case p < 0.05 and q > 1,An abstract\n", "The case p < 0.05 and q > 1")]
    public void The_title_is_read(string text, string title) => Assert.Equal(title, ReadOne(text).Title);

    [Fact]
    public void Markup_is_removed_from_abstracts() =>
        Assert.Equal("We fry fish & chips.", ReadOne("TY  - JOUR\nTI  - T\nAB  - &lt;p&gt;We fry fish &amp; chips.&lt;/p&gt;\nER  - \n").Abstract);

    [Theory]
    [InlineData("@misc{k,title={T},doi={10.1007/978-3-032-70006-5\\_12},abstract={A.}}", "10.1007/978-3-032-70006-5_12")]
    [InlineData("@misc{k,title={T},doi={10.1007/978-3-032-70006-5{\\_}12},abstract={A.}}", "10.1007/978-3-032-70006-5_12")]
    [InlineData("@misc{k,title={T},url={https://doi.org/10.1000/a\\%b},abstract={A.}}", "10.1000/a%b")]
    [InlineData("@article{k,title={T},doi={10.1577/1548-8675(2007)022$<$0208:tgctrt$>$2.0.co;2},abstract={A.}}", "10.1577/1548-8675(2007)022<0208:tgctrt>2.0.co;2")]
    public void LaTeX_is_removed_from_identifiers(string text, string doi) => Assert.Equal(doi, ReadOne(text).Doi);

    [Theory]
    [InlineData("TY  - JOUR\nTI  - T\nAB  - A.\nAU  - Cobb, F. W., Jr.\nER  - \n", "F. W. Cobb Jr.")]
    [InlineData("title,abstract,authors\nT,A.,\"King, Martin, III; Roe, Richard\"\n", "Martin King III|Richard Roe")]
    [InlineData("@misc{k,title={T},abstract={A.},author={King, Jr., Martin and Cobb, F. W., Jr.}}", "Martin King Jr.|F. W. Cobb Jr.")]
    [InlineData("@misc{k,title={T},abstract={A.},author={Kovalevskait{\\.e}, Jo}}", "Jo Kovalevskaitė")]
    [InlineData("@misc{k,title={T},abstract={A.},author={\\ifmmode \\check{Z}\\else \\v{Z}\\fi{}umer, S.}}", "S. Žumer")]
    [InlineData("@misc{k,title={T},abstract={A.},author={Wilshut E, Rinken G, Brook KA, Falken M}}", "Wilshut E|Rinken G|Brook KA|Falken M")]
    [InlineData("{\"title\": \"T\", \"abstract\": \"A.\", \"authors\": \"J. Balz, E. L. Berger and C.-P. Yuan\"}", "J. Balz|E. L. Berger|C.-P. Yuan")]
    public void Names_are_read(string text, string names) => Assert.Equal(names, string.Join('|', ReadOne(text).Authors));

    [Fact]
    public void A_separator_is_no_name()
    {
        var checkedRecord = SourceRecordRules.Check(1, new SourceRecord { Source = SourceNames.ArxivOaiPmh, Title = "T", Abstract = "A.", Authors = ["XENON Collaboration", ":", "E. Aprile"] });

        Assert.Equal(["XENON Collaboration", "E. Aprile"], Assert.IsType<ReadRecord>(checkedRecord).Record.Authors);
    }

    [Fact]
    public void Accents_in_names_of_any_format_are_shown()
    {
        var record = new SourceRecord { Source = SourceNames.ArxivOaiPmh, Title = "T", Abstract = "A.", Authors = [@"K\'aroly Doe", "Bj\\\"orn Roe", @"S{\o}ren Moe"] };

        Assert.Equal(["Károly Doe", "Björn Roe", "Søren Moe"], PaperMerge.Merge("p", 1, DateTimeOffset.UnixEpoch, [record]).Authors);
    }

    [Fact]
    public void A_line_of_arXivs_snapshot_is_read()
    {
        var record = ReadOne("""{"id": "2501.70014", "submitter": "P N", "authors": "J. Balz", "title": "A\n  line", "comments": "3 pages", "doi": "10.1000/1", "categories": "hep-ph cs.LG", "abstract": "  Fully\n", "update_date": "2025-01-20"}""");

        Assert.Equal(("2501.70014", "3 pages", "10.1000/1"), (record.ArxivId, record.Comment, record.Doi));
        Assert.Equal(["hep-ph", "cs.LG"], record.Categories);
    }

    [Theory]
    [InlineData("TY  - JOUR\nTI  - T\nAB  - A.\nDA  - 2014/04/01/Spring\nER  - \n", 2014, 4, 1)]
    [InlineData("@misc{k,title={T},abstract={A.},year={1955},month=may # \"~3\"}", 1955, 5, 3)]
    public void Days_are_read(string text, int year, int month, int day) =>
        Assert.Equal(new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero), ReadOne(text).PublishedAt);

    [Theory]
    [InlineData("2501.70032.")]
    [InlineData("(arXiv:2501.70032)")]
    [InlineData("https://arxiv.org/abs/2501.70032,")]
    [InlineData("arXiv:2501.70032v1 [cs.CL] 12 Jan 2025")]
    public void A_pasted_identifier_is_read(string pasted)
    {
        Assert.True(ArxivId.TryParse(pasted, out var id));
        Assert.Equal("2501.70032", id.Value);
    }

    private FoundFormat Find(string text)
    {
        File.WriteAllText(_path, text);
        return FileFormats.Find(_path, long.MaxValue, CancellationToken.None);
    }

    private SourceRecord ReadOne(string text)
    {
        var format = Find(text).Format;
        Assert.NotNull(format);
        var entries = format.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), new(null, DateTimeOffset.UnixEpoch)).ToList();
        return Assert.IsType<ReadRecord>(Assert.Single(entries)).Record;
    }
}
