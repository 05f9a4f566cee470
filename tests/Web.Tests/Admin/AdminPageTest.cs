using System.Net;
using Papers.Web.Admin.SignIn;

namespace Papers.Web.Tests.Admin;

/// <summary>A site beside parts that answer as told, with a visitor who has signed in and one who has not.</summary>
public abstract class AdminPageTest : IClassFixture<OperatedSite>, IDisposable
{
    protected AdminPageTest(OperatedSite operated)
    {
        (Parts, Site) = (operated.Parts, operated.Site);
        Parts.Orders.Clear();
        Parts.BrokenAt = null;
        Stranger = Site.OpenReader();
        Operator = Site.OpenReader();
        Operator.DefaultRequestHeaders.Add("Cookie", $"{AdminSession.Cookie}={AdminSession.Issue(WebSite.AdminToken, TimeProvider.System.GetUtcNow())}");
        Operator.DefaultRequestHeaders.Add("Origin", Site.Address.GetLeftPart(UriPartial.Authority));
    }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected StubServices Parts { get; }

    private protected WebSite Site { get; }

    private protected HttpClient Stranger { get; }

    private protected HttpClient Operator { get; }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Stranger.Dispose();
        Operator.Dispose();
    }

    protected Task<HttpResponseMessage> PostAsync(string path, params (string Key, string Value)[] fields) =>
        Operator.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Key, field.Value))), Cancellation);

    protected async Task<string> PageAsync(string path)
    {
        using var response = await Operator.GetAsync(path, Cancellation);
        var page = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode}");
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.DoesNotContain("<script", page);
        return page;
    }
}
