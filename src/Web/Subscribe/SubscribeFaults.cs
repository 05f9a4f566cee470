using Papers.Web.Layout;

namespace Papers.Web.Subscribe;

/// <summary>What these pages show must neither be kept nor listed, since the address of a page is a key; and when Notification is away they say so.</summary>
public sealed partial class SubscribeFaults(ILogger<SubscribeFaults> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var response = context.HttpContext.Response;
        response.Headers.CacheControl = "no-store";
        try
        {
            return await next(context);
        }
        catch (NotificationAwayException exception)
        {
            Log.Away(logger, exception.Message);
            response.Headers.RetryAfter = "30";
            return Pages.Render<SayPage>(Say.Away, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A reader was asked to come back: {Reason}")]
        public static partial void Away(ILogger logger, string reason);
    }
}
