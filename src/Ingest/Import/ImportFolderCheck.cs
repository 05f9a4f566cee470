using Microsoft.Extensions.Options;
using Papers.ServiceDefaults.Settings;

namespace Papers.Ingest.Import;

/// <summary>Reports an unusable inbox folder at start, with the setting to change, instead of at the first file.</summary>
internal sealed class ImportFolderCheck(IConfiguration configuration) : IValidateOptions<ImportOptions>
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
            return ValidateOptionsResult.Fail(SettingText.Fault(
                configuration,
                $"{ImportOptions.Section}:{nameof(ImportOptions.Inbox)}",
                $"name another folder or change its owner, since it cannot be created or written to ({fault.Message.TrimEnd('.')})"));
        }
    }
}
