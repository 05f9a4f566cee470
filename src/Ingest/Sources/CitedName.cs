namespace Papers.Ingest.Sources;

/// <summary>Names as bibliographies write them.</summary>
internal static class CitedName
{
    /// <summary><c>Lovelace, Ada</c> and <c>King, Jr, Martin</c> in reading order.</summary>
    public static string InReadingOrder(string citedName)
    {
        var parts = citedName.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length switch
        {
            2 => $"{parts[1]} {parts[0]}",
            3 => $"{parts[2]} {parts[0]} {parts[1]}",
            _ => citedName.Trim(),
        };
    }
}
