using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Ingest.Import;
using Papers.Testing;

namespace Papers.Ingest.Tests.Import;

public sealed class ImportEndpointsTests(TestServers servers) : IngestTest(servers)
{
    [Fact]
    public async Task An_upload_is_accepted_with_the_address_of_its_report()
    {
        var replica = NewReplica();
        await using var app = await StartAsync(replica);
        using var client = Client(app);

        using var accepted = await client.PostAsync("/internal/imports?name=../my%20papers.jsonl", Body(FileReadingTests.Lines(3)), Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var answer = await accepted.Content.ReadFromJsonAsync(EventJson.Default.ImportAccepted, Cancellation);
        Assert.Equal("my papers.jsonl", answer!.Name);
        var waiting = await client.GetFromJsonAsync(accepted.Headers.Location, EventJson.Default.ImportReport, Cancellation);
        Assert.Equal((answer.Id, ImportState.Waiting, ImportOrigin.Upload), (waiting!.Id, waiting.State, waiting.Origin));

        await replica.Worker.StartAsync(Cancellation);
        await Eventually.TrueAsync(async () => (await GetAsync(answer.Id)).FiledAs is not null && (await GetAsync(answer.Id)).State == ImportState.Done, TimeSpan.FromSeconds(60));
        var done = await GetAsync(answer.Id);
        Assert.Equal((3, 3), (done.Read, done.New));
        Assert.Equal(answer.Id, Assert.Single((await client.GetFromJsonAsync("/internal/imports", EventJson.Default.IReadOnlyListImportReport, Cancellation))!).Id);

        async Task<ImportReport> GetAsync(Guid id) => (await client.GetFromJsonAsync($"/internal/imports/{id}", EventJson.Default.ImportReport, Cancellation))!;
    }

    [Fact]
    public async Task Two_uploads_of_one_name_are_two_imports()
    {
        var replica = NewReplica();
        await using var app = await StartAsync(replica);
        using var client = Client(app);

        using var first = await client.PostAsync("/internal/imports?name=a.jsonl", Body(FileReadingTests.Lines(3)), Cancellation);
        using var second = await client.PostAsync("/internal/imports?name=a.jsonl", Body(FileReadingTests.Lines(4)), Cancellation);
        foreach (var file in replica.Inbox.List())
        {
            await replica.ImportAsync(file);
        }

        Assert.Equal(4, await replica.CountPapersAsync());
        Assert.Equal(2, await replica.AskAsync<long>("SELECT count(*) FROM imports WHERE origin = 'Upload' AND state = 'Done'"));
    }

    [Theory]
    [InlineData("/internal/imports")]
    [InlineData("/internal/imports?name=")]
    [InlineData("/internal/imports?name=..")]
    [InlineData("/internal/imports?name=a.part")]
    public async Task An_unusable_name_is_refused(string address)
    {
        await using var app = await StartAsync(NewReplica());
        using var client = Client(app);

        using var refused = await client.PostAsync(address, Body("x"), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("Give the file a name", (await refused.Content.ReadFromJsonAsync<ProblemDetails>(Cancellation))!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_over_the_limit_is_refused_and_nothing_of_it_stays(bool withLength)
    {
        var replica = NewReplica(options => options.UploadLimit = 1_000_000);
        await using var app = await StartAsync(replica, 1_000_000);
        using var client = Client(app);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/internal/imports?name=a.jsonl") { Content = Body(new string('x', 1_500_000)) };
        request.Headers.TransferEncodingChunked = !withLength;

        using var refused = await client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        await Eventually.TrueAsync(() => !Directory.EnumerateFiles(replica.Inbox.Path).Any(), TimeSpan.FromSeconds(30));
        Assert.Equal(0, await replica.AskAsync<long>("SELECT count(*) FROM imports"));
    }

    [Fact]
    public async Task An_import_that_is_not_known_is_not_found()
    {
        await using var app = await StartAsync(NewReplica());
        using var client = Client(app);

        using var answer = await client.GetAsync($"/internal/imports/{Guid.NewGuid()}", Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static StringContent Body(string text) => new(text, Encoding.UTF8, "application/octet-stream");

    private static HttpClient Client(WebApplication app) => new() { BaseAddress = new Uri(app.Urls.Single()) };

    private static async Task<WebApplication> StartAsync(Replica replica, long uploadLimit = long.MaxValue)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(replica.Reports);
        builder.Services.AddSingleton(new AcceptUpload(replica.Inbox, replica.Watch, replica.Imports, Options.Create(new ImportOptions { UploadLimit = uploadLimit }), TimeProvider.System));
        var app = builder.Build();
        app.MapImports();
        await app.StartAsync(Cancellation);
        return app;
    }
}
