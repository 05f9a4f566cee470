using System.Globalization;
using System.Text;
using Papers.Ingest.Records;

namespace Papers.Benchmarks.Readers;

/// <summary>Writes real papers as bibliographies, since there is no large public one with abstracts.</summary>
internal static class BibliographyWriter
{
    public static byte[] AsBibTex(IEnumerable<SourceRecord> papers) => Write(papers, (text, paper) => text
        .Append(CultureInfo.InvariantCulture, $"@misc{{{paper.ArxivId},\n  title = {{{Balanced(paper.Title)}}},\n")
        .Append(CultureInfo.InvariantCulture, $"  author = {{{string.Join(" and ", paper.Authors.Select(Balanced))}}},\n")
        .Append(CultureInfo.InvariantCulture, $"  abstract = {{{Balanced(paper.Abstract)}}},\n  eprint = {{{paper.ArxivId}}},\n")
        .Append("  archivePrefix = {arXiv},\n  year = 2025,\n  month = mar\n}\n\n"));

    public static byte[] AsRis(IEnumerable<SourceRecord> papers) => Write(papers, (text, paper) => text
        .Append(CultureInfo.InvariantCulture, $"TY  - JOUR\r\nTI  - {paper.Title}\r\n{string.Concat(paper.Authors.Select(name => $"AU  - {name}\r\n"))}")
        .Append(CultureInfo.InvariantCulture, $"AB  - {paper.Abstract}\r\nUR  - https://arxiv.org/abs/{paper.ArxivId}\r\nER  - \r\n"));

    public static byte[] AsCsv(IEnumerable<SourceRecord> papers) => Write(
        papers,
        (text, paper) => text
            .Append(CultureInfo.InvariantCulture, $"{paper.ArxivId},{Quoted(paper.Title)},{Quoted(paper.Abstract)},")
            .Append(CultureInfo.InvariantCulture, $"{Quoted(string.Join("; ", paper.Authors))}\r\n"),
        "id,title,abstract,authors\r\n");

    private static byte[] Write(IEnumerable<SourceRecord> papers, Action<StringBuilder, SourceRecord> write, string header = "")
    {
        var text = new StringBuilder(header);
        foreach (var paper in papers)
        {
            write(text, paper);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Balanced(string text) =>
        text.Count(letter => letter == '{') == text.Count(letter => letter == '}')
            ? text
            : text.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
