using Microsoft.Extensions.Options;

namespace Papers.Ingest.Import;

/// <summary>Reports an unusable inbox folder at start, with the setting to change, instead of at the first file.</summary>
internal sealed class ImportFolderCheck : IValidateOptions<ImportOptions>
{
    public ValidateOptionsResult Validate(string? name, ImportOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Inbox))
        {
            return ValidateOptionsResult.Skip;
        }

        var probe = Path.Combine(options.Inbox, $".probe-{Guid.NewGuid():N}.part");
        try
        {
            new InboxFolder(Options.Create(options)).Create();
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return ValidateOptionsResult.Success;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return ValidateOptionsResult.Fail(
                $"Ingest:Inbox is {options.Inbox}, which cannot be created or written to ({fault.Message}): name another folder, or change its owner.");
        }
    }
}
