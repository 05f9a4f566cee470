namespace Papers.Web.Layout;

/// <summary>Reads a form of a few short fields; whatever else is sent in its place is no form.</summary>
public static class SmallForm
{
    private const int MaxBytes = 16 * 1024;
    private const int MaxFields = 16;

    /// <summary>A field without the spaces around it; null where it is missing, empty or longer than <paramref name="longest"/> characters.</summary>
    public static async Task<string?> ReadFieldAsync(HttpRequest request, string name, int longest, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType || request.ContentLength > MaxBytes)
        {
            return null;
        }

        try
        {
            var form = await request.ReadFormAsync(new() { BufferBodyLengthLimit = MaxBytes, ValueCountLimit = MaxFields }, cancellationToken);
            var value = form[name].ToString().Trim();
            return value.Length > 0 && value.Length <= longest ? value : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
