using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Contracts.Web;
using Papers.Testing;
using Papers.Web.Submit;
using static Papers.Web.Tests.SampleEvents;

namespace Papers.Web.Tests.Submit;

public sealed class SubmitEndpointsTests(TestServers servers) : IAsyncLifetime
{
    private WebSite _site = null!; // set before any test
    private HttpClient _reader = null!; // set before any test

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _site = await WebSite.StartAsync(servers, Cancellation);
        _reader = _site.OpenReader();
    }

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task A_submission_has_a_page_with_its_progress()
    {
        var path = await SubmitAsync(" https://arxiv.org/abs/2503.00001 ");

        var waiting = await PageAsync(path);
        Assert.Contains("Looking it up", waiting);
        Assert.Contains("https://arxiv.org/abs/2503.00001", waiting);

        await SettleAsync(path, SubmissionOutcome.Added, paperId: "2503.00001");
        Assert.Contains("appear shortly", await PageAsync(path));

        await SampleEvents.For(_site.Services).PapersAsync(Paper("2503.00001", "A title <i>of</i> its own"));
        var added = await PageAsync(path);
        Assert.Contains("Added", added);
        Assert.Contains("href=\"/papers/2503.00001\"", added);
        Assert.Contains("A title &lt;i&gt;of", added);
    }

    [Fact]
    public async Task Shows_known_and_rejected_submissions()
    {
        await SampleEvents.For(_site.Services).PapersAsync(Paper("2503.00001"));
        var known = await SubmitAsync("2503.00001");
        var refused = await SubmitAsync("<script>alert(1)</script>");
        await SettleAsync(known, SubmissionOutcome.Known, paperId: "2503.00001");
        await SettleAsync(refused, SubmissionOutcome.Refused, reason: "not an <b>identifier</b>");

        Assert.Contains("Already listed", await PageAsync(known));
        var page = await PageAsync(refused);
        Assert.Contains("add this paper", page);
        Assert.Contains("not an &lt;b&gt;identifier", page);
        Assert.DoesNotContain("<script", page);
    }

    [Fact]
    public async Task The_first_outcome_of_a_submission_wins()
    {
        var path = await SubmitAsync("2503.00001");
        Assert.True(await SettleAsync(path, SubmissionOutcome.Refused, reason: "First."));
        Assert.False(await SettleAsync(path, SubmissionOutcome.Refused, reason: "Second."));
        Assert.False(await SettleAsync($"/submit/{Guid.NewGuid()}", SubmissionOutcome.Refused));

        Assert.Contains("First.", await PageAsync(path));
    }

    [Fact]
    public async Task Publishes_an_event_with_the_submission()
    {
        // Another service reads the queue: an empty outbox shows that the event was published.
        var path = await SubmitAsync("2503.00001");
        var id = IdOf(path);

        await using var connection = await _site.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(Cancellation);
        await using var command = new NpgsqlCommand("SELECT reference FROM submissions WHERE id = $1", connection) { Parameters = { new() { Value = id } } };
        Assert.Equal("2503.00001", await command.ExecuteScalarAsync(Cancellation));
        await Eventually.TrueAsync(async () =>
        {
            await using var pending = new NpgsqlCommand("SELECT count(*) FROM outbox", connection);
            return await pending.ExecuteScalarAsync(Cancellation) is 0L;
        }, TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData("", "Enter an")]
    [InlineData("   ", "Enter an")]
    [InlineData("2503.00001\n2503.00002", "one paper at a time")]
    public async Task Shows_what_is_wrong_with_a_reference(string reference, string error)
    {
        using var response = await PostAsync(reference);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(error, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Rejects_a_reference_that_is_too_long_or_not_a_form()
    {
        using var tooLong = await PostAsync(new string('x', PaperSubmitted.LongestReference + 1));
        using var huge = await PostAsync(new string('x', 100_000));
        using var json = await _reader.PostAsync("/submit", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), Cancellation);

        Assert.Equal(
            (HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest),
            (tooLong.StatusCode, huge.StatusCode, json.StatusCode));
        Assert.Contains("Too long", await tooLong.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Rejects_a_submission_from_another_site()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/submit") { Content = new FormUrlEncodedContent([new("reference", "2503.00001")]) };
        request.Headers.Add("Origin", "https://evil.example");
        using var response = await _reader.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("/submit/0195a7b4-0000-7000-8000-000000000000")]
    [InlineData("/submit/none")]
    public async Task An_unknown_submission_has_no_page(string path)
    {
        using var response = await _reader.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task<string> SubmitAsync(string reference)
    {
        using var response = await PostAsync(reference);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return response.Headers.Location?.OriginalString ?? "";
    }

    private Task<HttpResponseMessage> PostAsync(string reference) =>
        _reader.PostAsync("/submit", new FormUrlEncodedContent([new("reference", reference)]), Cancellation);

    private Task<bool> SettleAsync(string path, SubmissionOutcome outcome, string? paperId = null, string? reason = null) =>
        _site.Services.GetRequiredService<SubmissionStore>().SettleAsync(
            new()
            {
                SubmissionId = IdOf(path),
                Outcome = outcome,
                PaperId = paperId is null ? null : new Contracts.PaperId(paperId),
                Reason = reason,
                SettledAt = DateTimeOffset.UnixEpoch,
            },
            Cancellation);

    private Task<string> PageAsync(string path) => _reader.GetStringAsync(path, Cancellation);

    private static Guid IdOf(string path) => Guid.Parse(path["/submit/".Length..]);
}
