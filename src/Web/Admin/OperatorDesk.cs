using System.Text.Json.Serialization.Metadata;
using Papers.Web.Layout;
using Papers.Web.Services;

namespace Papers.Web.Admin;

/// <summary>Asks the parts of the stack for an operator's pages: what one does not answer is said there, and the rest is shown.</summary>
public sealed class OperatorDesk(StackParts parts, TimeProvider time)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    /// <summary>What a part answers at a path.</summary>
    public async Task<Heard<T>> AskAsync<T>(string part, string path, JsonTypeInfo<T> type)
        where T : class
    {
        using var limit = new CancellationTokenSource(s_limit, time);
        try
        {
            return new(await parts.FindAsync(part, path, type, limit.Token), null);
        }
        catch (SilentPartException silent)
        {
            return new(null, silent.Message);
        }
    }

    /// <summary>Has a part do something, and leads back to the page that tells of it.</summary>
    /// <param name="part">The service.</param>
    /// <param name="path">Of its address.</param>
    /// <param name="back">The page that the order came from.</param>
    /// <param name="done">One of <see cref="Notes"/>.</param>
    public async Task<IResult> OrderAsync(string part, string path, string back, string done)
    {
        using var limit = new CancellationTokenSource(s_limit, time);
        try
        {
            var answer = await parts.OrderAsync(part, path, limit.Token);
            return answer.Refusal is { } refusal ? Refuse(refusal, back, answer.Status) : Done(back, done);
        }
        catch (SilentPartException silent)
        {
            return Refuse(silent.Message, back, StatusCodes.Status503ServiceUnavailable);
        }
    }

    public static IResult Done(string back, string done) => new SeeOther($"{back}{(back.Contains('?', StringComparison.Ordinal) ? '&' : '?')}done={done}");

    public static IResult Refuse(string reason, string back, int status) => Pages.Render<RefusalPage>(new Refusal(reason, back), status);
}

/// <param name="Value">Null where the part did not answer, or has nothing there.</param>
/// <param name="Silence">Which part did not answer and why; null where it did.</param>
public sealed record Heard<T>(T? Value, string? Silence)
    where T : class;
