using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;

namespace Papers.Testing;

/// <summary>Waits for a condition, never for a time: the time given is only when to call it a failure.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task TrueAsync(Func<bool> condition, TimeSpan patience, [CallerArgumentExpression(nameof(condition))] string? what = null) =>
        TrueAsync(() => Task.FromResult(condition()), patience, what);

    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan patience, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waited.Elapsed > patience)
                Assert.Fail($"Not true within {patience.TotalSeconds:0.#} s: {what}");
            await Task.Delay(Pause);
        }
    }
}
