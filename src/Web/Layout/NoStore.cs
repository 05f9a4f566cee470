namespace Papers.Web.Layout;

internal static class NoStore
{
    /// <summary>Keeps the responses of an endpoint, or of a group of them, out of every cache.</summary>
    public static TBuilder WithNoStore<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return next(context);
        });
}
