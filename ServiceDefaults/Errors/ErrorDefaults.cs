using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Papers.ServiceDefaults.Errors;

/// <summary>Every HTTP error is a ProblemDetails (RFC 9457) with the trace it belongs to.</summary>
public static class ErrorDefaults
{
    internal static void AddErrorDefaults(this IServiceCollection services) =>
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
            context.ProblemDetails.Extensions.TryAdd("traceId", Activity.Current?.Id ?? context.HttpContext.TraceIdentifier));
}
