using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Papers.Web.HuggingFaceApi;

internal sealed record ApiError(string Error);

/// <summary>Writes errors under <c>/api</c> as Hugging Face's clients expect them: <c>{"error": …}</c> and the same in a header.</summary>
internal sealed class ApiErrors : IProblemDetailsWriter
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

    // Headers are ASCII.
    private static string HeaderText(string message) =>
        Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(message)).Replace('\r', ' ').Replace('\n', ' ');
}
