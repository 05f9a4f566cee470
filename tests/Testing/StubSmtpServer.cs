using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Papers.Testing;

/// <summary>
/// A real SMTP conversation (RFC 5321) on loopback, with the faults that a test asks for. What it has taken stays in
/// <see cref="Mails"/>, even when its last word is lost.
/// </summary>
public sealed class StubSmtpServer : IAsyncDisposable
{
    /// <summary>As a reply: closes the connection without a word.</summary>
    public const string HangUp = "";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<TcpClient, Task> _sessions = new();
    private readonly Task _accepting;
    private int _connections;

    public StubSmtpServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<StubMail> Mails { get; } = new();

    /// <summary>Every command as it came, without contents and secrets.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    public int Connections => _connections;

    /// <summary>The reply to a step, or <see cref="HangUp"/>; null for what a friendly server says. The text is the step's command line.</summary>
    public Func<SmtpStep, string, string?> Reply { get; set; } = (_, _) => null;

    /// <summary>Offers AUTH PLAIN and takes mail only after this user and password; null asks for none.</summary>
    public (string User, string Password)? Login { get; init; }

    /// <summary>Offers STARTTLS with this certificate.</summary>
    public X509Certificate2? Certificate { get; init; }

    public bool SmtpUtf8 { get; init; } = true;

    public async ValueTask DisposeAsync()
    {
        // The listener stops last: one that has stopped cannot be asked to accept, not even in vain.
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        foreach (var session in _sessions.Keys)
            session.Dispose();
        await Task.WhenAll(_sessions.Values);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                client.NoDelay = true;
                Interlocked.Increment(ref _connections);
                _sessions[client] = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
                await new Session(this, client.GetStream()).RunAsync();
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
        }
        finally
        {
            _sessions.TryRemove(client, out _);
        }
    }

    private sealed class Session(StubSmtpServer server, Stream stream)
    {
        private readonly byte[] _buffer = new byte[64 * 1024];
        private readonly MemoryStream _line = new();
        private int _start;
        private int _end;
        private bool _encrypted;
        private bool _loggedIn;
        private string? _from;
        private List<string> _to = [];

        public async Task RunAsync()
        {
            var open = await AnswerAsync(SmtpStep.Connect, "", "220 stub ESMTP");
            while (open && await ReadLineAsync() is { } bytes)
            {
                var line = Encoding.UTF8.GetString(bytes);
                var verb = line.Split(' ', 2)[0].ToUpperInvariant();
                server.Commands.Enqueue(verb == "AUTH" ? "AUTH" : line);
                open = await FollowAsync(verb, line);
            }
        }

        private async Task<bool> FollowAsync(string verb, string line)
        {
            switch (verb)
            {
                case "EHLO":
                    return await AnswerAsync(SmtpStep.Hello, line, string.Join("\r\n", Hello()));
                case "STARTTLS" when server.Certificate is { } certificate:
                    await AnswerAsync(SmtpStep.StartTls, line, "220 go on");
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(certificate);
                    (stream, _encrypted) = (secure, true);
                    return true;
                case "AUTH" when server.Login is { } login:
                    var said = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[^1]));
                    _loggedIn = said == $"\0{login.User}\0{login.Password}";
                    return await AnswerAsync(SmtpStep.Login, "", _loggedIn ? "235 welcome" : "535 5.7.8 wrong user or password");
                case "MAIL":
                    (_from, _to) = (line[10..], []);
                    return await AnswerAsync(SmtpStep.From, line, server.Login is null || _loggedIn ? "250 ok" : "530 5.7.0 log in first");
                case "RCPT":
                    _to.Add(line[(line.IndexOf('<') + 1)..line.LastIndexOf('>')]);
                    return await AnswerAsync(SmtpStep.To, line, "250 ok");
                case "DATA":
                    if (server.Reply(SmtpStep.Data, line) is { } refusal)
                        return await SayAsync(refusal);
                    await SayAsync("354 go on");
                    return await TakeAsync();
                case "RSET" or "NOOP":
                    return await SayAsync("250 ok");
                case "QUIT":
                    await SayAsync("221 bye");
                    return false;
                default:
                    return await SayAsync("502 not known");
            }
        }

        private IEnumerable<string> Hello()
        {
            yield return "250-stub";
            if (server.SmtpUtf8)
                yield return "250-SMTPUTF8";
            if (server.Certificate is not null && !_encrypted)
                yield return "250-STARTTLS";
            if (server.Login is not null)
                yield return "250-AUTH PLAIN";
            yield return "250-PIPELINING";
            yield return "250-8BITMIME";
            yield return "250 SIZE 50000000";
        }

        private async Task<bool> TakeAsync()
        {
            var content = new MemoryStream();
            while (await ReadLineAsync() is { } line)
            {
                if (line is [(byte)'.'])
                {
                    if (server.Reply(SmtpStep.Content, _to[^1]) is { } refusal)
                        return await SayAsync(refusal);
                    server.Mails.Enqueue(new StubMail(_from ?? "", _to, content.ToArray()));
                    return await AnswerAsync(SmtpStep.Taken, _to[^1], "250 taken");
                }

                content.Write(line is [(byte)'.', ..] ? line.AsSpan(1) : line);
                content.Write("\r\n"u8);
            }

            return false;
        }

        private Task<bool> AnswerAsync(SmtpStep step, string line, string friendly) => SayAsync(server.Reply(step, line) ?? friendly);

        private async Task<bool> SayAsync(string reply)
        {
            if (reply == HangUp)
                return false;
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"{reply}\r\n"), server._stop.Token);
            return true;
        }

        private async Task<byte[]?> ReadLineAsync()
        {
            _line.SetLength(0);
            while (true)
            {
                var end = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
                if (end >= 0)
                {
                    _line.Write(_buffer, _start, end - _start);
                    _start = end + 1;
                    var line = _line.ToArray();
                    return line is [.., (byte)'\r'] ? line[..^1] : line;
                }

                _line.Write(_buffer, _start, _end - _start);
                _start = 0;
                _end = await stream.ReadAsync(_buffer, server._stop.Token);
                if (_end == 0)
                    return null;
            }
        }
    }
}

public enum SmtpStep
{
    Connect,
    Hello,
    StartTls,
    Login,
    From,
    To,
    Data,

    /// <summary>The content has come: another reply refuses it.</summary>
    Content,

    /// <summary>It is taken, whatever is said now.</summary>
    Taken,
}

/// <param name="From">The sender with its parameters, as the command gave it.</param>
/// <param name="Content">With the lines as they came, dots undone.</param>
public sealed record StubMail(string From, IReadOnlyList<string> To, byte[] Content);
