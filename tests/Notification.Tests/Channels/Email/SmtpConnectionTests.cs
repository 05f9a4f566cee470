using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using Papers.Notification.Channels.Email;
using Papers.ServiceDefaults.Http;
using Papers.Testing;

namespace Papers.Notification.Tests.Channels.Email;

public sealed class SmtpConnectionTests
{
    [Fact]
    public async Task One_connection_carries_many_mails()
    {
        await using var server = new StubSmtpServer();
        await using var connection = ConnectionTo(server);

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(SendOutcome.Sent, await SendAsync(connection, $"r{i}@example.org"));
        }

        Assert.Equal(1, server.Connections);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"r{i}@example.org"), server.Mails.Select(mail => mail.To.Single()));
    }

    [Fact]
    public async Task The_content_arrives_unchanged()
    {
        await using var server = new StubSmtpServer();
        await using var connection = ConnectionTo(server);

        await SendAsync(connection, "ada@example.org", ".a line that begins with a dot\n..\n.\nÜmläute and 👩‍👩‍👧");

        using var read = MimeMessage.Load(new MemoryStream(server.Mails.Single().Content));
        Assert.Equal(".a line that begins with a dot\n..\n.\nÜmläute and 👩‍👩‍👧", read.TextBody?.ReplaceLineEndings("\n").TrimEnd());
    }

    [Theory]
    [InlineData(SmtpStep.To, "550 5.1.1 <ada@example.org>: no such user", SendResult.Rejected)]
    [InlineData(SmtpStep.To, "450 4.2.0 greylisted", SendResult.Deferred)]
    [InlineData(SmtpStep.Content, "554 5.7.1 spam", SendResult.Rejected)]
    [InlineData(SmtpStep.Content, "451 4.3.0 try again", SendResult.Deferred)]
    [InlineData(SmtpStep.Data, "451 4.3.0 try again", SendResult.Deferred)]
    [InlineData(SmtpStep.From, "553 5.7.1 sender not allowed", SendResult.Unavailable)]
    [InlineData(SmtpStep.From, "530 5.7.0 authentication required", SendResult.Unavailable)]
    [InlineData(SmtpStep.From, StubSmtpServer.HangUp, SendResult.Deferred)]
    [InlineData(SmtpStep.To, StubSmtpServer.HangUp, SendResult.Deferred)]
    [InlineData(SmtpStep.Data, StubSmtpServer.HangUp, SendResult.NoReply)]
    [InlineData(SmtpStep.Content, StubSmtpServer.HangUp, SendResult.NoReply)]
    [InlineData(SmtpStep.Taken, StubSmtpServer.HangUp, SendResult.NoReply)]
    public async Task Each_error_reply_or_lost_connection_has_its_result_and_the_next_mail_is_sent(SmtpStep step, string reply, SendResult result)
    {
        await using var server = new StubSmtpServer();
        var faults = 0;
        server.Reply = (at, _) => at == step && Interlocked.Increment(ref faults) == 1 ? reply : null;
        await using var connection = ConnectionTo(server);

        var outcome = await SendAsync(connection, "ada@example.org");

        Assert.Equal(result, outcome.Result);
        Assert.DoesNotContain("ada@", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(SendOutcome.Sent, await SendAsync(connection, "bob@example.org"));
    }

    [Theory]
    [InlineData(SmtpStep.Connect, "554 no service here")]
    [InlineData(SmtpStep.Connect, "421 too many connections")]
    [InlineData(SmtpStep.Connect, StubSmtpServer.HangUp)]
    [InlineData(SmtpStep.Connect, "<html>this is no mail server</html>")]
    [InlineData(SmtpStep.Hello, StubSmtpServer.HangUp)]
    public async Task A_server_that_accepts_no_connection_is_unavailable(SmtpStep step, string reply)
    {
        await using var server = new StubSmtpServer { Reply = (at, _) => at == step ? reply : null };
        await using var connection = ConnectionTo(server);

        Assert.Contains("connection failed", await connection.ConnectAsync(CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_is_unavailable()
    {
        // Bound, so that no other test gets the port, but not listening.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint?)socket.LocalEndPoint)?.Port ?? 0;
        await using var connection = new SmtpConnection(new SmtpOptions { Host = "127.0.0.1", Port = port }, new NetworkReach(Offline: true));

        Assert.NotNull(await connection.ConnectAsync(CancellationToken.None));
    }

    [Fact]
    public async Task The_login_is_used_and_a_wrong_password_is_reported_without_it()
    {
        await using var server = new StubSmtpServer { Login = ("papers", "open sesame") };
        await using var right = ConnectionTo(server, options => (options.User, options.Password) = ("papers", "open sesame"));
        await using var wrong = ConnectionTo(server, options => (options.User, options.Password) = ("papers", "let me in"));

        Assert.Equal(SendOutcome.Sent, await SendAsync(right, "ada@example.org"));
        var reason = await wrong.ConnectAsync(CancellationToken.None);
        Assert.Contains("535", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("let me in", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_self_signed_certificate_is_not_trusted()
    {
        using var certificate = SelfSigned();
        await using var server = new StubSmtpServer { Certificate = certificate };
        await using var connection = ConnectionTo(server, options => options.Security = "starttls");

        Assert.NotNull(await connection.ConnectAsync(CancellationToken.None));
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task With_required_encryption_a_server_without_it_gets_no_mail()
    {
        await using var server = new StubSmtpServer();
        await using var connection = ConnectionTo(server, options => options.Security = "starttls");

        Assert.NotNull(await connection.ConnectAsync(CancellationToken.None));
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, SendResult.Sent)]
    [InlineData(false, SendResult.Rejected)]
    public async Task A_non_ASCII_address_needs_SMTPUTF8(bool known, SendResult result)
    {
        await using var server = new StubSmtpServer { SmtpUtf8 = known };
        await using var connection = ConnectionTo(server);

        Assert.Equal(result, (await SendAsync(connection, "jö@example.org")).Result);
        Assert.Equal(SendOutcome.Sent, await SendAsync(connection, "ada@example.org"));
    }

    [Fact]
    public async Task A_server_that_never_replies_does_not_block_for_ever()
    {
        await using var server = new StubSmtpServer();
        using var gate = new ManualResetEventSlim();
        using var cut = new CancellationTokenSource();
        server.Reply = (at, _) =>
        {
            if (at == SmtpStep.Taken)
            {
                cut.Cancel();
                gate.Wait();
            }

            return null;
        };
        await using var connection = ConnectionTo(server);
        await connection.ConnectAsync(CancellationToken.None);
        using var message = Message("ada@example.org", "text");
        Assert.Equal(SendResult.NoReply, (await connection.SendAsync(message, "name", cut.Token)).Result);
        gate.Set();
    }

    private static SmtpConnection ConnectionTo(StubSmtpServer server, Action<SmtpOptions>? set = null)
    {
        var options = new SmtpOptions { Host = "127.0.0.1", Port = server.Port };
        set?.Invoke(options);
        return new SmtpConnection(options, new NetworkReach(Offline: true));
    }

    private static async Task<SendOutcome> SendAsync(SmtpConnection connection, string to, string text = "text")
    {
        Assert.Null(await connection.ConnectAsync(CancellationToken.None));
        using var message = Message(to, text);
        return await connection.SendAsync(message, "name", CancellationToken.None);
    }

    private static MimeMessage Message(string to, string text) =>
        new([MailboxAddress.Parse("papers@example.org")], [new MailboxAddress(null, to)], "Hello", new TextPart { Text = text });

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
