using System.ComponentModel.DataAnnotations;

namespace Papers.Ingest.Catalogue;

/// <summary>Settings under <c>Ingest</c> that imports and harvests share.</summary>
internal sealed class CatalogueOptions
{
    public const string Section = "Ingest";

    /// <summary>Imports and harvests pause while this many events wait for the broker, so that neither it nor the disk fills up.</summary>
    [Range(1, 100_000, ErrorMessage = "set it between 1 and 100000")]
    public int MostEventsWaiting { get; set; } = 200;
}
