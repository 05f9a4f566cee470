using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// A text that is there only when the condition is true. The manifest has it as an entry of its own, whose name Aspire makes from the condition and a hash (XXH32)
/// of condition, both texts and the value looked for.
/// </summary>
internal sealed partial record ConditionalExpression(EndpointReference Condition, string WhenTrue) : IExpression
{
    public string ManifestName
    {
        get
        {
            var hash = XxHash32.Hash(Encoding.UTF8.GetBytes(Condition.ManifestExpression + WhenTrue + bool.TrueString));
            var words = SeparatorPattern.Replace(Condition.ManifestExpression, "-").Trim('-').ToLowerInvariant();
            return $"cond-{words}-{Convert.ToHexStringLower(hash)}";
        }
    }

    public string ManifestExpression => $"{{{ManifestName}.connectionString}}";

    public string Resolve(IResolvedValues values) => Condition.Resolve(values) == bool.TrueString ? WhenTrue : "";

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex SeparatorPattern { get; }
}
