using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Papers.Testing;
using Papers.Testing.Stack;

namespace Papers.Web.Tests.Layout;

/// <summary>The published program, started from a folder that is not its own.</summary>
[Trait("Category", "Long")]
public sealed partial class PublishedStaticFilesTests(TestServers servers)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_published_program_serves_its_stylesheet()
    {
        using var folder = new TemporaryFolder();
        await using var database = await WebDatabase.CreateAsync(servers);
        var project = Path.Combine(Repository.Root, "src", "Web");
        using (var publish = Start(folder.Path, "publish", project, "--no-build", "-c", Repository.Configuration, "-o", folder["program"]))
        {
            var output = await publish.StandardOutput.ReadToEndAsync(Cancellation);
            await publish.WaitForExitAsync(Cancellation);
            Assert.True(publish.ExitCode == 0, output);
        }

        using var program = Start(
            folder.Path,
            Path.Combine(folder["program"], "Web.dll"),
            "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:papersdb={database.ServerConnectionString}",
            $"--ConnectionStrings:cache={await servers.RedisAsync(Cancellation)}",
            $"--ConnectionStrings:messaging={await servers.RabbitMqAsync(Cancellation)}",
            $"--Web:DataFolder={folder["data"]}",
            $"--Admin:Token={WebSite.AdminToken}");
        try
        {
            using var reader = new HttpClient { BaseAddress = new Uri(await ReadAddressAsync(program)) };
            var stylesheet = Stylesheet().Match(await reader.GetStringAsync("/", Cancellation)).Groups[1].Value;
            using var request = new HttpRequestMessage(HttpMethod.Get, stylesheet) { Headers = { { "Accept-Encoding", "br" } } };
            using var response = await reader.SendAsync(request, Cancellation);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("text/css", response.Content.Headers.ContentType?.MediaType);
            Assert.Contains("immutable", response.Headers.CacheControl?.ToString());
            Assert.Equal(["br"], response.Content.Headers.ContentEncoding);
        }
        finally
        {
            program.Kill();
            await program.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static Process Start(string workingDirectory, params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = workingDirectory, RedirectStandardOutput = true })
        ?? throw new InvalidOperationException("dotnet did not start.");

    private static async Task<string> ReadAddressAsync(Process program)
    {
        var output = new List<string>();
        while (await program.StandardOutput.ReadLineAsync(Cancellation) is { } line)
        {
            output.Add(line);
            if (Address().Match(line) is { Success: true } address)
            {
                return address.Value;
            }
        }

        throw new InvalidOperationException($"The program ended: {string.Join('\n', output)}");
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+")]
    private static partial Regex Address();

    [GeneratedRegex("href=\"(/papers\\.[0-9a-z]+\\.css)\"")]
    private static partial Regex Stylesheet();
}
