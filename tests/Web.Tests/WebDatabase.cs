using Papers.Testing;
using Papers.Web.Layout;

namespace Papers.Web.Tests;

/// <summary>
/// A fresh database of the web service. Its login belongs to the whole server, and every start of the service sees to it: of all that
/// do so in this assembly one goes at a time.
/// </summary>
internal static class WebDatabase
{
    private static readonly SemaphoreSlim s_oneAtATime = new(1, 1);

    public static Task<TestDatabase> CreateAsync(TestServers servers) =>
        OneAtATimeAsync(() => TestDatabase.CreateAsync(servers, "web", typeof(WebOptions).Assembly, TestContext.Current.CancellationToken));

    public static async Task<T> OneAtATimeAsync<T>(Func<Task<T>> prepare)
    {
        await s_oneAtATime.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return await prepare();
        }
        finally
        {
            s_oneAtATime.Release();
        }
    }
}
