using System.Net;
using Papers.Web.Admin.SignIn;

namespace Papers.Web.Tests.Admin;

/// <summary>A site beside stubs of the other services, with a client that has signed in and one that has not.</summary>
public abstract class AdminPageTest : IClassFixture<AdminSite>, IDisposable
{
    protected AdminPageTest(AdminSite admin)
    {
        (Stubs, Site) = (admin.Stubs, admin.Site);
        Stubs.Commands.Clear();
        Stubs.FailsAt = null;
        Anonymous = Site.OpenReader();
        Admin = Site.OpenReader();
        Admin.DefaultRequestHeaders.Add("Cookie", $"{AdminAuthentication.Cookie}={AdminSession.Sign(DateTimeOffset.MaxValue, WebSite.AdminToken)}");
        Admin.DefaultRequestHeaders.Add("Origin", Site.Address.GetLeftPart(UriPartial.Authority));
    }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected StubServices Stubs { get; }

    private protected WebSite Site { get; }

    private protected HttpClient Anonymous { get; }

    private protected HttpClient Admin { get; }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Anonymous.Dispose();
        Admin.Dispose();
    }

    protected Task<HttpResponseMessage> PostAsync(string path, params (string Key, string Value)[] fields) =>
        Admin.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Key, field.Value))), Cancellation);

    protected async Task<string> PageAsync(string path)
    {
        using var response = await Admin.GetAsync(path, Cancellation);
        var page = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode}");
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.DoesNotContain("<script", page);
        return page;
    }
}
