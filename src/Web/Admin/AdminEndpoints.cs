using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Web.Admin.Faults;
using Papers.Web.Admin.Harvests;
using Papers.Web.Admin.Imports;
using Papers.Web.Admin.Merge;
using Papers.Web.Admin.Overview;
using Papers.Web.Admin.SignIn;
using Papers.Web.Status;
using Papers.Web.Trending;

namespace Papers.Web.Admin;

public static class AdminEndpoints
{
    public static void AddAdmin(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<AdminOptions>().BindConfiguration(AdminOptions.Section).ValidateDataAnnotations();
        builder.Services.AddHttpClient(StackParts.Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(2) });
        builder.Services.AddSingleton<StackParts>();
        builder.Services.AddSingleton<StatusReader>();
        builder.Services.AddSingleton<FaultDesk>();
        builder.Services.AddSingleton<OperatorDesk>();
    }

    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup(AdminToken.Api);
        admin.MapGet("/status", StatusAsync);
        admin.MapPost("/digests", RankAsync);
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

    private static async Task<Results<Accepted<RankedEdition>, ProblemHttpResult>> RankAsync(
        EditionPublisher publisher,
        CancellationToken cancellationToken,
        string? edition = null,
        string? date = null)
    {
        if (edition != EditionPublisher.Daily)
        {
            return TypedResults.Problem("There is one edition: edition=daily.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return TypedResults.Problem("The date must be a day such as date=2025-03-14.", statusCode: StatusCodes.Status400BadRequest);
        }

        var papers = await publisher.PublishAsync(day, cancellationToken);
        return TypedResults.Accepted((string?)null, new RankedEdition(edition, day, papers));
    }
}

/// <param name="Papers">How many papers it carries; with none nothing is sent.</param>
public sealed record RankedEdition(string Edition, DateOnly Date, int Papers);
