using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Papers.Web.Tests.HuggingFaceApi;

public sealed class IndexApiTests(ListSite list) : IClassFixture<ListSite>
{
    private readonly WebSite _site = list.Site;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Indexing_a_paper_creates_a_submission()
    {
        using var response = await PostAsync("""{"arxivId":"2503.01234"}""");

        Assert.Equal((HttpStatusCode.OK, "{}"), (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation)));
        await using var command = _site.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("SELECT count(*) FROM submissions WHERE reference = '2503.01234'");
        Assert.Equal(1L, await command.ExecuteScalarAsync(Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"arxivId":null}""")]
    [InlineData("""{"arxivId":5}""")]
    [InlineData("""{"arxivId":"hep-th/9901001"}""")]
    [InlineData("""{"arxivId":"2503.01234v2"}""")]
    [InlineData("""{"arxivId":"2503.01234\n"}""")]
    public async Task Rejects_an_invalid_body_with_an_API_error(string body)
    {
        using var response = await PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull((await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation))?["error"]);
    }

    [Fact]
    public async Task Rejects_an_oversized_body()
    {
        using var response = await PostAsync($$"""{"arxivId":"{{new string('1', 100_000)}}"}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(string body)
    {
        using var client = _site.CreateClient();
        return await client.PostAsync("/api/papers/index", new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);
    }
}
