using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Papers.Contracts.Web;
using Papers.Web.Layout;
using Papers.Web.RateLimits;
using Papers.Web.ReadModel;

namespace Papers.Web.Submit;

internal static class SubmitEndpoints
{
    private const int MaxFieldLength = 2_000;

    public static void MapSubmit(this IEndpointRouteBuilder app)
    {
        app.MapPage("/submit", () => Pages.Render<SubmitPage>(new SubmitForm()));
        app.MapPost("/submit", SubmitAsync);
        app.MapPage("/submit/{id:guid}", ShowAsync);
    }

    private static async Task<Results<SeeOther, RazorComponentResult<SubmitPage>>> SubmitAsync(
        HttpRequest request,
        SubmissionStore submissions,
        ClientRate rate,
        IOptions<SubmitOptions> options,
        CancellationToken cancellationToken)
    {
        var reference = await SmallForm.ReadFieldAsync(request, "reference", MaxFieldLength, cancellationToken);
        if (FindError(reference) is { } error)
        {
            return Pages.Render<SubmitPage>(new SubmitForm { Reference = reference ?? "", Error = error }, StatusCodes.Status400BadRequest);
        }

        if (!await rate.AllowsAsync(RateLimit.Submissions(options.Value.RequestsPerClient), request.HttpContext.Connection.RemoteIpAddress))
        {
            return Pages.Render<SubmitPage>(
                new SubmitForm { Reference = reference!, Error = "Too many requests. Please try again in ten minutes." }, // a null reference has an error
                StatusCodes.Status429TooManyRequests);
        }

        return new SeeOther($"/submit/{await submissions.AddAsync(reference!, cancellationToken)}"); // as above
    }

    /// <summary>What is wrong with a reference; null where it can be sent to Ingest.</summary>
    internal static string? FindError(string? reference) => reference switch
    {
        null => "Enter an arXiv ID, a URL or a DOI.",
        { Length: > PaperSubmitted.LongestReference } => $"Too long: at most {PaperSubmitted.LongestReference} characters.",
        _ when reference.Any(char.IsControl) => "Enter one paper at a time.",
        _ => null,
    };

    private static async Task<Results<RazorComponentResult<SubmissionPage>, NotFound>> ShowAsync(
        Guid id,
        SubmissionStore submissions,
        PaperReader papers,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await submissions.FindAsync(id, cancellationToken) is not { } submission)
        {
            return TypedResults.NotFound();
        }

        var paper = submission.PaperId is { } paperId ? await papers.FindAsync(paperId, cancellationToken) : null;
        return Pages.Render<SubmissionPage>(new SubmissionView(submission, paper, time.GetUtcNow() - submission.SubmittedAt > TimeSpan.FromMinutes(10)));
    }
}

public sealed record SubmitForm
{
    public string Reference { get; init; } = "";

    /// <summary>What is wrong with the reference; null before one was entered.</summary>
    public string? Error { get; init; }
}

/// <param name="Paper">Null where there is none, or while it has not reached this service.</param>
/// <param name="IsLate">Whether it takes longer than usual.</param>
public sealed record SubmissionView(Submission Submission, ShownPaper? Paper, bool IsLate);
