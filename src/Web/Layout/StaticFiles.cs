using Microsoft.AspNetCore.StaticAssets;
using Microsoft.AspNetCore.StaticAssets.Infrastructure;

namespace Papers.Web.Layout;

/// <summary>
/// The files under <c>wwwroot</c>. Pages link to each by a URL with a fingerprint of its content, which browsers cache for good. Razor's
/// own <c>@Assets</c> has no fingerprints on error pages, since those have no endpoint.
/// </summary>
internal sealed class StaticFiles
{
    public const string Stylesheet = "papers.css";
    public const string Icon = "papers.svg";

    private IReadOnlyDictionary<string, string> _fingerprinted = new Dictionary<string, string>();

    public string PathOf(string file) => $"/{_fingerprinted[file]}";

    internal void Map(IEndpointRouteBuilder app)
    {
        app.MapStaticAssets();
        _fingerprinted = StaticAssetsEndpointDataSourceHelper.ResolveStaticAssetDescriptors(app, null)
            .Where(asset => asset.Selectors.Count == 0 && LabelOf(asset) is not null)
            .ToDictionary(asset => LabelOf(asset)!, asset => asset.Route); // one without a label was left out
    }

    private static string? LabelOf(StaticAssetDescriptor asset) => asset.Properties.FirstOrDefault(property => property.Name == "label")?.Value;
}
