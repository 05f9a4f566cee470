using System.Diagnostics;
using Papers.Testing.Stack;

namespace Papers.ServiceDefaults.Tests.Settings;

/// <summary>The five services as programs of their own: a wrong setting ends each with the same exit code and one line.</summary>
public sealed class WrongSettingTests
{
    private const string Secret = "do-not-print-this";

    private static readonly (string Name, string Value)[] s_right =
    [
        ("ConnectionStrings__papersdb", $"Host=127.0.0.1;Port=1;Username=postgres;Password={Secret};Database=papersdb"),
        ("ConnectionStrings__cache", $"127.0.0.1:1,password={Secret}"),
        ("ConnectionStrings__messaging", $"amqp://guest:{Secret}@127.0.0.1:1"),
        ("Admin__Token", $"{Secret}-{Secret}"),
    ];

    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { "Ingest", "Offline", "maybe", "Offline is \"maybe\": set it to true or false." },
        { "Ingest", "Ingest__FilesAtATime", "all", "Ingest:FilesAtATime is \"all\": set it to a whole number that is not too large." },
        { "Ingest", "Ingest__Inbox", "/proc/inbox", "Ingest:Inbox is \"/proc/inbox\": name another folder" },
        { "Ingest", "Ingest__Sources__ArxivRss__MinRequestInterval", "00:00:01", "Ingest:Sources:ArxivRss:MinRequestInterval is \"00:00:01\": set it to 00:00:03 or more" },
        { "Tagging", "Tagging__Retag__Pause", "-00:00:01", "Tagging:Retag:Pause is \"-00:00:01\": set it between" },
        { "Tagging", "ConnectionStrings__papersdb", "", "ConnectionStrings:papersdb is wrong (its value is secret): set it to an address" },
        { "Tagging", "ConnectionStrings__papersdb", Secret, "ConnectionStrings:papersdb is wrong (its value is secret): set it to an address" },
        { "LinkCheck", "LinkCheck__Lease", "00:00:01", "LinkCheck:Lease is \"00:00:01\": set it to at least" },
        { "LinkCheck", "ConnectionStrings__messaging", Secret, "ConnectionStrings:messaging is wrong (its value is secret): set it to an address" },
        { "Notification", "Notification__Smtp__Port", "0", "Notification:Smtp:Port is \"0\": set it between 1 and 65535" },
        { "Notification", "Notification__From", "nobody", "Notification:From is \"nobody\": set it to the sender" },
        { "Notification", "Web__PublicUrl", "papers.example.org", "Web:PublicUrl is \"papers.example.org\": set it to" },
        { "Web", "Admin__Token", Secret[..15], "Admin:Token is wrong (its value is secret): give at least 16 characters." },
        { "Web", "Web__DataFolder", "", "Web:DataFolder is \"\": name a folder" },
        { "Web", "ConnectionStrings__cache", ",", "ConnectionStrings:cache is wrong (its value is secret): set it to an address" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Ends_a_service_with_EX_CONFIG_and_one_line(string service, string name, string value, string line)
    {
        var (exitCode, output, errors) = await RunAsync(service, [.. s_right, (name, value)]);

        Assert.Equal(78, exitCode);
        Assert.StartsWith(line, Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret[..15], output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_every_connection_string_that_is_missing_and_warns_of_unknown_settings()
    {
        var (exitCode, output, errors) = await RunAsync("Notification", [("Notification__Smpt__Host", "localhost"), ("Notification__Port", "1")]);

        Assert.Equal(78, exitCode);
        Assert.Contains("Unknown setting Notification:Smpt:Host: did you mean Notification:Smtp:Host?", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Notification:Port", output, StringComparison.Ordinal);
        Assert.All(["papersdb", "cache", "messaging"], name => Assert.Contains($"ConnectionStrings:{name} is not set: ", errors, StringComparison.Ordinal));
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string service, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", Repository.AssemblyOf($"src/{service}")) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!; // null only where a shell is used
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            process.Kill();
        }
    }
}
