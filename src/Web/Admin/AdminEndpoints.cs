using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Web.Admin.Faults;
using Papers.Web.Admin.Harvests;
using Papers.Web.Admin.Imports;
using Papers.Web.Admin.Merge;
using Papers.Web.Admin.Overview;
using Papers.Web.Admin.SignIn;
using Papers.Web.Editions;
using Papers.Web.Services;
using Papers.Web.Status;

namespace Papers.Web.Admin;

public static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup(AdminToken.Api);
        admin.MapGet("/status", StatusAsync);
        admin.MapEditionApi();
        admin.MapImportApi();
        admin.MapHarvestApi();
        admin.MapMergeApi();
        admin.MapRepublishApi();
        admin.MapFaults();

        app.MapSignIn();
        app.MapOverview();
        app.MapHarvests();
        app.MapImportPages();
        app.MapMerge();
        app.MapFaultPages();
    }

    /// <summary>Who may come in: programs with the token, people who have signed in.</summary>
    public static void UseAdmin(this IApplicationBuilder app)
    {
        app.UseAdminToken();
        app.UseAdminGate();
    }

    /// <summary>503 that names who does not answer.</summary>
    internal static ProblemHttpResult Silent(IReadOnlyList<SilentPartException> silent) => TypedResults.Problem(
        string.Join("; ", silent.Select(part => part.Message)),
        title: "A part of the stack does not answer",
        statusCode: StatusCodes.Status503ServiceUnavailable,
        extensions: [new("parts", silent.Select(part => part.Part).ToArray())]);

    private static async Task<Results<Ok<StackStatus>, ProblemHttpResult>> StatusAsync(StatusReader reader, CancellationToken cancellationToken)
    {
        var reading = await reader.ReadAsync(cancellationToken);
        return reading.Status is { } status ? TypedResults.Ok(status) : Silent(reading.Silent);
    }
}
