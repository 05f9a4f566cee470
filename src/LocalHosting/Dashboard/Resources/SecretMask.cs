using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Dashboard.Resources;

/// <summary>
/// Hides secrets before anything is shown: the values of variables marked secret wherever they stand, and, should a mark have been forgotten, whatever is
/// named like a secret, passwords within addresses and passwords within connection strings.
/// </summary>
internal sealed partial class SecretMask
{
    public const string Mask = "••••••••";

    // A shorter value ("true", "5432") would be found where it is no secret.
    private const int ShortestTelling = 8;

    private readonly ImmutableArray<string> secrets;

    private SecretMask(ImmutableArray<string> secrets) => this.secrets = secrets;

    public static SecretMask Of(BoardSnapshot board) => new(
    [
        .. board.Resources.SelectMany(resource => resource.Environment)
            .Where(IsSecret)
            .SelectMany(variable => new[] { variable.Value, Uri.EscapeDataString(variable.Value) })
            .Where(value => value.Length >= ShortestTelling)
            .Distinct()
            .OrderByDescending(value => value.Length),
    ]);

    public static bool IsSecret(ResourceVariable variable) => variable.IsSecret || SecretName().IsMatch(variable.Name);

    /// <summary>The text without any secret.</summary>
    public string Hide(string text)
    {
        foreach (var secret in secrets)
            text = text.Replace(secret, Mask, StringComparison.Ordinal);

        return PasswordInConnectionString().Replace(PasswordInAddress().Replace(text, $"$1{Mask}$2"), $"$1{Mask}");
    }

    /// <summary>The resource as it may be shown.</summary>
    public ResourceSnapshot Hide(ResourceSnapshot resource) => resource with
    {
        Source = HideOrNull(resource.Source),
        Note = HideOrNull(resource.Note),
        Endpoints = [.. resource.Endpoints.Select(endpoint => endpoint with { Address = Hide(endpoint.Address) })],
        HealthChecks = [.. resource.HealthChecks.Select(check => check with { Description = HideOrNull(check.Description) })],
        Environment =
        [
            .. resource.Environment.Select(variable => IsSecret(variable)
                ? variable with { Value = Mask, IsSecret = true }
                : variable with { Value = Hide(variable.Value) }),
        ],
    };

    private string? HideOrNull(string? text) => text is null ? null : Hide(text);

    [GeneratedRegex("passw(or)?d|secret|token|credential|connectionstring|(api|access|private|signing)[-_]*key|__key$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"(://[^\s/:@]*:)[^\s/@]+(@)", RegexOptions.CultureInvariant)]
    private static partial Regex PasswordInAddress();

    [GeneratedRegex(@"\b((?:password|passwd|pwd)\s*=\s*)(?:""[^""]*""|'[^']*'|[^;]*?(?=;|$|,\s*\w+\s*=))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PasswordInConnectionString();
}
