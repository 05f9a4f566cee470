using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text;
using Papers.LocalServers;
using Xunit;

namespace Papers.Testing.Stack;

/// <summary>The whole stack as an operator runs it: the app host's own process, on a data directory and ports of its own.</summary>
public sealed class PapersStack : IAsyncDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(240);

    private readonly Process _host;
    private readonly StringBuilder _output = new();
    private readonly bool _ownsData;

    private PapersStack(Process host, string dataDirectory, int webPort, bool ownsData)
    {
        _host = host;
        _ownsData = ownsData;
        DataDirectory = dataDirectory;
        Web = new HttpClient { BaseAddress = new Uri($"http://localhost:{webPort}"), Timeout = TimeSpan.FromSeconds(30) };
        Admin = new HttpClient { BaseAddress = Web.BaseAddress, Timeout = TimeSpan.FromMinutes(5) };
    }

    public string DataDirectory { get; }

    public string Inbox => Path.Combine(DataDirectory, "inbox");

    public string MailFolder => Path.Combine(DataDirectory, "mail");

    /// <summary>A reader.</summary>
    public HttpClient Web { get; }

    /// <summary>An operator, with the admin token.</summary>
    public HttpClient Admin { get; }

    public int ProcessId => _host.Id;

    /// <summary>What the app host has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts the stack and returns when it is ready. Offline unless an argument says otherwise.</summary>
    public static Task<PapersStack> StartAsync(params string[] arguments) => StartOnAsync(NewDataDirectory(), ownsData: true, arguments);

    /// <summary>Starts the stack on a data directory that stays when it is disposed of.</summary>
    public static Task<PapersStack> StartOnAsync(string dataDirectory, params string[] arguments) => StartOnAsync(dataDirectory, ownsData: false, arguments);

    /// <summary>Starts the stack with variables in the app host's environment.</summary>
    public static Task<PapersStack> StartAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        StartOnAsync(NewDataDirectory(), ownsData: true, arguments, environment);

    public static string NewDataDirectory() => Directory.CreateTempSubdirectory("papers-stack-").FullName;

    public Task<StatusCounts> StatusAsync() => ReadStatusAsync(Admin);

    /// <summary>Waits until the counts are as asked; the last counts are in the failure's message.</summary>
    public async Task<StatusCounts> WaitForAsync(Func<StatusCounts, bool> condition, TimeSpan patience)
    {
        StatusCounts? last = null;
        var trouble = "";
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < patience;)
        {
            try
            {
                last = await StatusAsync();
                if (condition(last))
                {
                    return last;
                }
            }
            catch (HttpRequestException exception)
            {
                // A part is away, which some tests bring about on purpose.
                trouble = exception.Message;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        throw new TimeoutException($"Not so within {patience.TotalSeconds} s. Last: {last} {trouble}\n{Tail()}");
    }

    /// <summary>Sends the app host a signal and waits until it has ended.</summary>
    public async Task<int> StopAsync(PosixSignal signal, TimeSpan patience)
    {
        using var kill = Process.Start("kill", [$"-{(signal == PosixSignal.SIGINT ? "INT" : signal == PosixSignal.SIGHUP ? "HUP" : "TERM")}", $"{_host.Id}"]);
        await kill.WaitForExitAsync();
        await _host.WaitForExitAsync().WaitAsync(patience);
        return _host.ExitCode;
    }

    /// <summary>Ends the app host as a power cut would.</summary>
    public async Task KillAsync()
    {
        _host.Kill();
        await _host.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_host.HasExited)
        {
            try
            {
                await StopAsync(PosixSignal.SIGTERM, TimeSpan.FromSeconds(40));
            }
            catch (TimeoutException)
            {
                await KillAsync();
            }
        }

        Web.Dispose();
        Admin.Dispose();
        _host.Dispose();
        if (_ownsData)
        {
            Directory.Delete(DataDirectory, recursive: true);
        }
    }

    private static async Task<PapersStack> StartOnAsync(
        string dataDirectory, bool ownsData, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var webPort = FreePorts.Next();
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = dataDirectory,
        };
        string[] own =
        [
            Repository.AssemblyOf("AppHost"), $"--DataDirectory={dataDirectory}", $"--Web:Port={webPort}", $"--Dashboard:Port={FreePorts.Next()}",
        ];
        string[] offline = arguments.Any(argument => argument.StartsWith("--Offline", StringComparison.Ordinal)) ? [] : ["--Offline=true"];
        foreach (var argument in (string[])[.. own, .. offline, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var stack = new PapersStack(new Process { StartInfo = start }, dataDirectory, webPort, ownsData);
        stack._host.OutputDataReceived += stack.Keep;
        stack._host.ErrorDataReceived += stack.Keep;
        stack._host.Start();
        stack._host.StandardInput.Close();
        stack._host.BeginOutputReadLine();
        stack._host.BeginErrorReadLine();
        try
        {
            await stack.WaitUntilReadyAsync();
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }

        return stack;
    }

    private async Task WaitUntilReadyAsync()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < s_startLimit;)
        {
            if (_host.HasExited)
            {
                Assert.Fail($"The app host ended with {_host.ExitCode} before it was ready.\n{Tail()}");
            }

            try
            {
                using var health = await Web.GetAsync("/health");
                if (health.IsSuccessStatusCode)
                {
                    var token = await File.ReadAllTextAsync(Path.Combine(DataDirectory, "secrets", "admin-token"));
                    Admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
                    await StatusAsync();
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        throw new TimeoutException($"The stack was not ready within {s_startLimit.TotalSeconds} s.\n{Tail()}");
    }

    private static async Task<StatusCounts> ReadStatusAsync(HttpClient admin)
    {
        using var reply = await admin.GetAsync("/admin/api/status");
        if (reply.StatusCode != HttpStatusCode.OK)
        {
            throw new HttpRequestException($"{(int)reply.StatusCode}: {await reply.Content.ReadAsStringAsync()}", null, reply.StatusCode);
        }

        return await reply.Content.ReadFromJsonAsync<StatusCounts>() ?? throw new HttpRequestException("The status was null.");
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }

    private string Tail()
    {
        var output = Output;
        return output.Length > 8_000 ? output[^8_000..] : output;
    }
}
