namespace Papers.Ingest.Harvest;

/// <summary>A source that is asked again and again for what is new.</summary>
internal interface IHarvestedSource
{
    SourceOptions Options { get; }

    /// <summary>How far it is, in words for people.</summary>
    /// <param name="cursor">As <see cref="HarvestRun.SaveAsync"/> was given it.</param>
    string Describe(string cursor);

    /// <summary>
    /// Asks for what is new since the cursor, and saves it together with the next cursor. It may end by an exception at any point, or with the process: the
    /// next one goes on from the cursor that was saved last.
    /// </summary>
    Task HarvestAsync(HarvestRun run, CancellationToken cancellationToken);
}
