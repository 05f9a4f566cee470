namespace Papers.LocalHosting.Running;

/// <summary>One line that a resource wrote to its console.</summary>
public sealed record LogLine
{
    /// <summary>Counts the lines of all resources together, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>Counts the lines of this resource, from 1.</summary>
    public required long Number { get; init; }

    public required string Resource { get; init; }

    /// <summary>When it was read, in UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    public required bool IsError { get; init; }

    /// <summary>Free of line breaks and of terminal control codes, but otherwise what the resource wrote: not to be trusted as markup.</summary>
    public required string Text { get; init; }
}

/// <summary>Some lines in the order in which they were written.</summary>
public sealed record LogBatch
{
    public required IReadOnlyList<LogLine> Lines { get; init; }

    /// <summary>How many lines between the last batch and the end of this one were forgotten before they could be read.</summary>
    public required long Dropped { get; init; }

    /// <summary>Whether nothing newer had been written when it was read.</summary>
    public required bool IsNewest { get; init; }

    /// <summary>Where reading goes on after this batch; what <see cref="ConsoleLogs.ReadAsync"/> takes.</summary>
    public required long Position { get; init; }
}

/// <summary>How much of the logs is kept in memory, for each resource.</summary>
public sealed record ConsoleLogLimits
{
    public int LinesPerResource { get; init; } = 10_000;

    /// <summary>Of text in UTF-8; the oldest lines make room.</summary>
    public int BytesPerResource { get; init; } = 3 * 1024 * 1024;

    /// <summary>A longer line is cut, and says so.</summary>
    public int CharactersPerLine { get; init; } = 8_192;
}
