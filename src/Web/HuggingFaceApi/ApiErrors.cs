using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Papers.Web.HuggingFaceApi;

public sealed record ApiError(string Error);

/// <summary>Errors under <c>/api</c> in the form that Hugging Face's clients read: <c>{"error": …}</c> and the same in a header.</summary>
public sealed class ApiErrors : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => context.HttpContext.Request.Path.StartsWithSegments("/api");

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var message = context.ProblemDetails.Detail ?? ReasonPhrases.GetReasonPhrase(context.HttpContext.Response.StatusCode);
        var response = context.HttpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers["X-Error-Message"] = HeaderText(message);
        await response.WriteAsync(JsonSerializer.Serialize(new ApiError(message), HuggingFaceJson.Default.ApiError), context.HttpContext.RequestAborted);
    }

    // A header takes ASCII alone.
    private static string HeaderText(string message) =>
        Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(message)).Replace('\r', ' ').Replace('\n', ' ');
}
