using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Web.Layout;
using Papers.Web.Services;

namespace Papers.Web.Admin;

/// <summary>Calls the other services for the admin pages.</summary>
internal sealed class AdminClient(ServiceClients services)
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);

    /// <summary>What a service answers at a path. A page can be shown without the answer of a service that is unavailable.</summary>
    public Task<Answer<T>> GetAsync<T>(string service, string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        Answer<T>.FromAsync(() => services.FindAsync(service, path, type, s_timeout, cancellationToken));

    /// <summary>Has a service do something, and redirects to the page that shows it.</summary>
    /// <param name="back">The page that the form was on.</param>
    /// <param name="done">One of <see cref="Notices"/>.</param>
    public async Task<Results<SeeOther, RazorComponentResult<RejectionPage>>> PostAsync(
        string service,
        string path,
        string back,
        string done,
        CancellationToken cancellationToken)
    {
        var result = await services.PostAsync(service, path, s_timeout, cancellationToken);
        return result.Rejection is { } reason ? Reject(reason, back, result.Status) : Done(back, done);
    }

    public static SeeOther Done(string back, string done) => new($"{back}{(back.Contains('?', StringComparison.Ordinal) ? '&' : '?')}done={done}");

    public static RazorComponentResult<RejectionPage> Reject(string reason, string back, int status) =>
        Pages.Render<RejectionPage>(new Rejection(reason, back), status);
}

/// <param name="Value">Null where the service is unavailable, or has nothing there.</param>
/// <param name="Unavailable">Which service is unavailable and why; null where it answered.</param>
public sealed record Answer<T>(T? Value, string? Unavailable)
    where T : class
{
    public static async Task<Answer<T>> FromAsync(Func<Task<T?>> call)
    {
        try
        {
            return new(await call(), null);
        }
        catch (ServiceUnavailableException exception)
        {
            return new(null, exception.Message);
        }
    }
}

/// <param name="Reason">Why a form was rejected, as the service says it.</param>
/// <param name="Back">The page that the form was on.</param>
public sealed record Rejection(string Reason, string Back);
