namespace Papers.Ingest.Harvest;

/// <summary>A source that is polled for new papers.</summary>
internal interface IHarvestedSource
{
    SourceOptions Options { get; }

    /// <summary>The progress, in words for operators.</summary>
    /// <param name="cursor">As passed to <see cref="HarvestRun.SaveAsync"/>.</param>
    string Describe(string cursor);

    /// <summary>
    /// Requests what is new since the cursor, and saves it with the next cursor. It may end at any point, by an exception or with the process; the
    /// next harvest continues from the last saved cursor.
    /// </summary>
    Task HarvestAsync(HarvestRun run, CancellationToken cancellationToken);
}
