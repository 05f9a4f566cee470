using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Papers.Contracts.Web;
using Papers.Web.Layout;
using Papers.Web.RateLimits;
using Papers.Web.ReadModel;

namespace Papers.Web.Submit;

/// <summary>Readers ask for papers, and see what came of it.</summary>
public static class SubmitEndpoints
{
    private const int MaxFieldLength = 2_000;

    public static void MapSubmit(this IEndpointRouteBuilder app)
    {
        app.MapPage("/submit", () => Pages.Render<SubmitPage>(new SubmitForm()));
        app.MapPost("/submit", SubmitAsync);
        app.MapPage("/submit/{id:guid}", ShowAsync);
    }

    private static async Task<IResult> SubmitAsync(
        HttpRequest request,
        SubmissionStore submissions,
        ClientRate rate,
        IOptions<SubmitOptions> options,
        CancellationToken cancellationToken)
    {
        var reference = await SmallForm.ReadFieldAsync(request, "reference", MaxFieldLength, cancellationToken);
        if (Error(reference) is { } error)
        {
            return Pages.Render<SubmitPage>(new SubmitForm { Reference = reference ?? "", Error = error }, StatusCodes.Status400BadRequest);
        }

        if (!await rate.AllowsAsync(RateLimit.Submissions(options.Value.RequestsPerClient), request.HttpContext.Connection.RemoteIpAddress))
        {
            return Pages.Render<SubmitPage>(
                new SubmitForm { Reference = reference!, Error = "Many papers were asked for from your address. Please try again in ten minutes." }, // no error of a null reference is null
                StatusCodes.Status429TooManyRequests);
        }

        return new SeeOther($"/submit/{await submissions.AddAsync(reference!, cancellationToken)}"); // as above
    }

    /// <summary>What is wrong with what was typed, as a sentence; null where Ingest can judge it.</summary>
    internal static string? Error(string? reference) => reference switch
    {
        null => "Please give an arXiv number, an address or a DOI.",
        { Length: > PaperSubmitted.LongestReference } => $"That is too long to be the name of one paper: at most {PaperSubmitted.LongestReference} characters.",
        _ when reference.Any(char.IsControl) => "One paper at a time, please: there is more than one line in this.",
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

    /// <summary>What was wrong with the reference given; null before one was.</summary>
    public string? Error { get; init; }
}

/// <param name="Paper">The paper that was meant; null where there is none, or while it has not reached this service.</param>
/// <param name="IsLate">Whether it has been waiting for longer than it should.</param>
public sealed record SubmissionView(Submission Submission, ShownPaper? Paper, bool IsLate);
