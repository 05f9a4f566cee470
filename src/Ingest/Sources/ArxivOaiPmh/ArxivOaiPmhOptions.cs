using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Papers.Ingest.Sources.ArxivOaiPmh;

/// <summary>Section <c>Ingest:Sources:ArxivOaiPmh</c>.</summary>
internal sealed partial class ArxivOaiPmhOptions : ArxivOptions
{
    private const string FieldAsSets = "cs:cs:AI,cs:cs:CL,cs:cs:CV,cs:cs:LG";

    public ArxivOaiPmhOptions() => (BaseUrl, Interval) = ("https://oaipmh.arxiv.org", TimeSpan.FromHours(12));

    public override string Name => "ArxivOaiPmh";

    /// <summary>The sets, separated by commas.</summary>
    public string Sets { get; set; } = FieldAsSets;

    /// <summary>The first day of changes; by default a week before the first harvest.</summary>
    public DateOnly? From { get; set; }

    /// <summary>The metadata format: <c>arXiv</c>, <c>arXivRaw</c> or <c>oai_dc</c>.</summary>
    public string MetadataPrefix { get; set; } = "arXiv";

    public IReadOnlyList<string> ListedSets => Listed(Sets);

    public Uri AddressOf(string set, DateOnly from) =>
        new($"{AddressWith("/oai")}?verb=ListRecords&metadataPrefix={MetadataPrefix}&set={Uri.EscapeDataString(set).Replace("%3A", ":", StringComparison.Ordinal)}&from={from:yyyy-MM-dd}");

    public Uri AddressOf(string resumptionToken) => new($"{AddressWith("/oai")}?verb=ListRecords&resumptionToken={Uri.EscapeDataString(resumptionToken)}");

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var fault in base.Validate(validationContext))
        {
            yield return fault;
        }

        if (ListedSets.Count == 0 || !ListedSets.All(set => Set().IsMatch(set)))
        {
            yield return new($"list arXiv's sets with commas between, such as {FieldAsSets}, or cs for all of computer science", [nameof(Sets)]);
        }

        if (MetadataPrefix is not ("arXiv" or "arXivRaw" or "oai_dc"))
        {
            yield return new("set it to arXiv, arXivRaw or oai_dc", [nameof(MetadataPrefix)]);
        }
    }

    [GeneratedRegex("^[A-Za-z-]+(:[A-Za-z-]+){0,2}$")]
    private static partial Regex Set();
}
