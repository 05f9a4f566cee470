using System.Security.Cryptography;

namespace Papers.Web.Layout;

/// <summary>The one stylesheet and the icon. Their addresses carry a digest of their content, so that a browser keeps them for good.</summary>
public static class Stylesheet
{
    private const string Immutable = "public, max-age=31536000, immutable";

    private static readonly Asset s_style = Asset.Load("papers.css", "text/css; charset=utf-8");
    private static readonly Asset s_icon = Asset.Load("papers.svg", "image/svg+xml");

    public static string Path => s_style.Path;

    public static string IconPath => s_icon.Path;

    public static void MapStylesheet(this IEndpointRouteBuilder routes)
    {
        foreach (var asset in new[] { s_style, s_icon })
        {
            routes.MapMethods(asset.Path, Pages.Reads, (HttpResponse response) =>
            {
                response.Headers.CacheControl = Immutable;
                return TypedResults.Bytes(asset.Content, asset.ContentType);
            });
        }
    }

    private sealed record Asset(string Path, string ContentType, byte[] Content)
    {
        public static Asset Load(string name, string contentType)
        {
            using var resource = typeof(Stylesheet).Assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"{name} is not embedded in the assembly.");
            var content = new byte[resource.Length];
            resource.ReadExactly(content);
            var digest = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
            var dot = name.LastIndexOf('.');
            return new($"/assets/{name[..dot]}.{digest}{name[dot..]}", contentType, content);
        }
    }
}
