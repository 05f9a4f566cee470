namespace Papers.Contracts;

/// <summary>How much one message about several papers may carry. Whatever reaches a limit first closes the batch.</summary>
public static class BatchLimits
{
    /// <summary>The most papers, or links, in one message.</summary>
    public const int Items = 200;

    /// <summary>The most bytes of JSON in one message; a single item may exceed it.</summary>
    public const int Bytes = 512 * 1024;
}
