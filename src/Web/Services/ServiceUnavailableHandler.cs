using Microsoft.AspNetCore.Diagnostics;

namespace Papers.Web.Services;

/// <summary>
/// Answers 503 and names the services that are unavailable: as problem details to programs, as an error page to browsers.
/// </summary>
internal sealed partial class ServiceUnavailableHandler(IProblemDetailsService problems, ILogger<ServiceUnavailableHandler> logger) : IExceptionHandler
{
    private const string RetryAfterSeconds = "30";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not ServiceUnavailableException unavailable)
        {
            return false;
        }

        Log.Unavailable(logger, unavailable, string.Join(", ", unavailable.Services));
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        await problems.TryWriteAsync(new()
        {
            HttpContext = httpContext,
            Exception = exception,
            AdditionalMetadata = httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.Metadata,
            ProblemDetails =
            {
                Title = "Service unavailable",
                Detail = unavailable.Message,
                Status = StatusCodes.Status503ServiceUnavailable,
                Extensions =
                {
                    ["services"] = unavailable.Services,
                    ["parts"] = unavailable.Services, // the name of "services" in earlier versions
                },
            },
        });
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Request failed with 503: {Services} unavailable")]
        public static partial void Unavailable(ILogger logger, Exception exception, string services);
    }
}
