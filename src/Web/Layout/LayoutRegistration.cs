using Microsoft.AspNetCore.Builder;
using Papers.ServiceDefaults.Settings;

namespace Papers.Web.Layout;

internal static class LayoutRegistration
{
    public static void AddLayout(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<WebOptions>(WebOptions.Section);
        // A build serves its static files as a published program does: from wherever they are, and cached.
        builder.WebHost.UseStaticWebAssets();
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        builder.Services.AddSingleton<WebMetrics>();
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton<StaticFiles>();

        // The first writer that can write does: error pages must come before the default writer, whoever registers first.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, ErrorPages>());
        builder.Services.Configure<ExceptionHandlerOptions>(options => options.StatusCodeSelector = ErrorPages.StatusOf);
    }

    public static void UseLayout(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseCrossSitePostProtection();
        app.UsePageRevalidation();
        app.Services.GetRequiredService<StaticFiles>().Map(app);
    }
}
