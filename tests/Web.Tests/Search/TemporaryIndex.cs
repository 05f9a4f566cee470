using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Papers.Web.Search;

namespace Papers.Web.Tests.Search;

/// <summary>A folder for an index, deleted after the test.</summary>
internal sealed class TemporaryIndex : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("papers-search-").FullName;

    public SearchIndex Open() => new(Options.Create(new SearchOptions { DataFolder = Folder }), NullLogger<SearchIndex>.Instance);

    /// <summary>An index that already belongs to a database, with these papers.</summary>
    public SearchIndex OpenWith(params IndexedPaper[] papers)
    {
        var index = Open();
        index.ResetIfForeign("here", newestTransaction: 1_000);
        index.Apply(papers, new(1, papers.Length > 0 ? papers[^1].PaperId : ""));
        return index;
    }

    public static IndexedPaper Paper(string id, string title, string text = "", int revision = 1, params string[] authors) => new()
    {
        PaperId = id,
        Revision = revision,
        Day = new DateOnly(2025, 3, 14),
        Title = title,
        Abstract = text,
        Authors = authors,
        ArxivId = char.IsDigit(id[0]) ? id : null,
    };

    public static string[] Find(SearchIndex index, string text) =>
        SearchQuery.Build(SearchRequest.Parse(text)) is { } query ? index.Search(query, 0, 100).PaperIds : [];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
