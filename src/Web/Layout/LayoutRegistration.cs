using Microsoft.AspNetCore.Builder;

namespace Papers.Web.Layout;

/// <summary>What all pages share. Add it before the service defaults: its error pages come before their ProblemDetails.</summary>
public static class LayoutRegistration
{
    public static void AddLayout(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<WebOptions>()
            .BindConfiguration(WebOptions.Section)
            .ValidateDataAnnotations();
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton<IProblemDetailsWriter, ErrorPages>();
        builder.Services.Configure<ExceptionHandlerOptions>(options => options.StatusCodeSelector = ErrorPages.StatusOf);
    }

    public static void UseLayout(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseCrossSitePostRefusal();
        app.UsePageRevalidation();
        app.MapStylesheet();
    }
}
