namespace Papers.Contracts;

/// <summary>The size of a message about several papers. A batch ends at the first limit it reaches.</summary>
public static class BatchLimits
{
    /// <summary>Papers, or links, per message.</summary>
    public const int Items = 200;

    /// <summary>Bytes of JSON per message; a single item may exceed it.</summary>
    public const int Bytes = 512 * 1024;
}
