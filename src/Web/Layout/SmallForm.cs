namespace Papers.Web.Layout;

/// <summary>Reads a form of a few short fields. Any other request body counts as an empty form.</summary>
internal static class SmallForm
{
    private const int MaxBytes = 16 * 1024;
    private const int MaxFields = 16;

    /// <summary>A field, trimmed; null where it is missing, empty or longer than <paramref name="maxLength"/> characters.</summary>
    public static async Task<string?> ReadFieldAsync(HttpRequest request, string name, int maxLength, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType || request.ContentLength > MaxBytes)
        {
            return null;
        }

        try
        {
            var form = await request.ReadFormAsync(new() { BufferBodyLengthLimit = MaxBytes, ValueCountLimit = MaxFields }, cancellationToken);
            var value = form[name].ToString().Trim();
            return value.Length > 0 && value.Length <= maxLength ? value : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
