using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Papers.LocalHosting.Dashboard.Layout;

/// <summary>The stylesheet, the scripts and the icon, which lie inside the assembly.</summary>
internal static class AssetEndpoints
{
    public const string Prefix = "/assets";
    public const string IconPath = "/favicon.ico";

    private const string ResourcePrefix = "dashboard/";

    private static readonly Lazy<FrozenDictionary<string, Asset>> Assets = new(Load);

    public static void MapAssets(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Prefix + "/{name}", (string name, HttpResponse response) => Find(name, response));

        // Asked for beside answers that are not pages.
        endpoints.MapGet(IconPath, (HttpResponse response) => Find("icon.svg", response));
    }

    private static Results<FileContentHttpResult, NotFound> Find(string name, HttpResponse response)
    {
        if (!Assets.Value.TryGetValue(name, out var asset))
            return TypedResults.NotFound();

        // A browser asks each time whether it still has the right one, so that a new build shows at once.
        response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(asset.Content, asset.ContentType, entityTag: asset.Tag);
    }

    private static FrozenDictionary<string, Asset> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[ResourcePrefix.Length..], name => Load(assembly, name));
    }

    private static Asset Load(Assembly assembly, string name)
    {
        // The name comes from the assembly's own list, so the stream exists.
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
        return new Asset(content, ContentTypeOf(name), tag);
    }

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new NotSupportedException($"The asset '{name}' has the unknown extension '{other}'."),
    };

    private sealed record Asset(byte[] Content, string ContentType, EntityTagHeaderValue Tag);
}
