using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using Papers.Notification.Channels.Email;
using Papers.ServiceDefaults.Http;
using Papers.Testing;

namespace Papers.Notification.Tests.Channels.Email;

public sealed class SmtpLaneTests
{
    [Fact]
    public async Task One_connection_carries_many_mails()
    {
        await using var server = new StubSmtpServer();
        await using var lane = LaneTo(server);

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(SendOutcome.Sent, await SendAsync(lane, $"r{i}@example.org"));
        }

        Assert.Equal(1, server.Connections);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"r{i}@example.org"), server.Mails.Select(mail => mail.To.Single()));
    }

    [Fact]
    public async Task What_arrives_is_what_was_written()
    {
        await using var server = new StubSmtpServer();
        await using var lane = LaneTo(server);

        await SendAsync(lane, "ada@example.org", ".a line that begins with a dot\n..\n.\nÜmläute and 👩‍👩‍👧");

        using var read = MimeMessage.Load(new MemoryStream(server.Mails.Single().Content));
        Assert.Equal(".a line that begins with a dot\n..\n.\nÜmläute and 👩‍👩‍👧", read.TextBody?.ReplaceLineEndings("\n").TrimEnd());
    }

    [Theory]
    [InlineData(SmtpStep.To, "550 5.1.1 <ada@example.org>: no such user", SendResult.Refused)]
    [InlineData(SmtpStep.To, "450 4.2.0 greylisted", SendResult.Later)]
    [InlineData(SmtpStep.Content, "554 5.7.1 spam", SendResult.Refused)]
    [InlineData(SmtpStep.Content, "451 4.3.0 try again", SendResult.Later)]
    [InlineData(SmtpStep.Data, "451 4.3.0 try again", SendResult.Later)]
    [InlineData(SmtpStep.From, "553 5.7.1 sender not allowed", SendResult.Away)]
    [InlineData(SmtpStep.From, "530 5.7.0 authentication required", SendResult.Away)]
    [InlineData(SmtpStep.From, StubSmtpServer.HangUp, SendResult.Later)]
    [InlineData(SmtpStep.To, StubSmtpServer.HangUp, SendResult.Later)]
    [InlineData(SmtpStep.Data, StubSmtpServer.HangUp, SendResult.Unknown)]
    [InlineData(SmtpStep.Content, StubSmtpServer.HangUp, SendResult.Unknown)]
    [InlineData(SmtpStep.Taken, StubSmtpServer.HangUp, SendResult.Unknown)]
    public async Task Each_refusal_and_each_break_has_its_meaning_and_the_next_mail_leaves(SmtpStep step, string reply, SendResult result)
    {
        await using var server = new StubSmtpServer();
        var faults = 0;
        server.Reply = (at, _) => at == step && Interlocked.Increment(ref faults) == 1 ? reply : null;
        await using var lane = LaneTo(server);

        var outcome = await SendAsync(lane, "ada@example.org");

        Assert.Equal(result, outcome.Result);
        Assert.DoesNotContain("ada@", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(SendOutcome.Sent, await SendAsync(lane, "bob@example.org"));
    }

    [Theory]
    [InlineData(SmtpStep.Connect, "554 no service here")]
    [InlineData(SmtpStep.Connect, "421 too many connections")]
    [InlineData(SmtpStep.Connect, StubSmtpServer.HangUp)]
    [InlineData(SmtpStep.Connect, "<html>this is no mail server</html>")]
    [InlineData(SmtpStep.Hello, StubSmtpServer.HangUp)]
    public async Task A_server_that_takes_no_connection_is_away(SmtpStep step, string reply)
    {
        await using var server = new StubSmtpServer { Reply = (at, _) => at == step ? reply : null };
        await using var lane = LaneTo(server);

        Assert.StartsWith("The SMTP server took no connection", await lane.ReadyAsync(CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_listens_the_server_is_away()
    {
        var port = FreePort();
        await using var lane = new SmtpLane(new SmtpOptions { Host = "127.0.0.1", Port = port }, new NetworkReach(Offline: true));

        Assert.NotNull(await lane.ReadyAsync(CancellationToken.None));
    }

    [Fact]
    public async Task The_user_and_the_password_open_the_door_and_a_wrong_one_is_told_without_it()
    {
        await using var server = new StubSmtpServer { Login = ("papers", "open sesame") };
        await using var right = LaneTo(server, options => (options.User, options.Password) = ("papers", "open sesame"));
        await using var wrong = LaneTo(server, options => (options.User, options.Password) = ("papers", "let me in"));

        Assert.Equal(SendOutcome.Sent, await SendAsync(right, "ada@example.org"));
        var reason = await wrong.ReadyAsync(CancellationToken.None);
        Assert.Contains("535", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("let me in", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted()
    {
        using var certificate = SelfSigned();
        await using var server = new StubSmtpServer { Certificate = certificate };
        await using var lane = LaneTo(server, options => options.Security = "starttls");

        Assert.NotNull(await lane.ReadyAsync(CancellationToken.None));
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task Where_encryption_is_asked_for_a_server_without_it_gets_nothing()
    {
        await using var server = new StubSmtpServer();
        await using var lane = LaneTo(server, options => options.Security = "starttls");

        Assert.NotNull(await lane.ReadyAsync(CancellationToken.None));
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, SendResult.Sent)]
    [InlineData(false, SendResult.Refused)]
    public async Task An_address_beyond_ascii_needs_a_server_that_knows_it(bool known, SendResult result)
    {
        await using var server = new StubSmtpServer { SmtpUtf8 = known };
        await using var lane = LaneTo(server);

        Assert.Equal(result, (await SendAsync(lane, "jö@example.org")).Result);
        Assert.Equal(SendOutcome.Sent, await SendAsync(lane, "ada@example.org"));
    }

    [Fact]
    public async Task A_server_that_never_answers_holds_nobody_up_for_ever()
    {
        await using var server = new StubSmtpServer();
        using var gate = new ManualResetEventSlim();
        server.Reply = (at, _) =>
        {
            if (at == SmtpStep.Taken)
            {
                gate.Wait();
            }

            return null;
        };
        await using var lane = LaneTo(server);
        using var cut = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await lane.ReadyAsync(CancellationToken.None);
        using var message = Message("ada@example.org", "text");
        Assert.Equal(SendResult.Unknown, (await lane.SendAsync(message, "name", cut.Token)).Result);
        gate.Set();
    }

    private static SmtpLane LaneTo(StubSmtpServer server, Action<SmtpOptions>? set = null)
    {
        var options = new SmtpOptions { Host = "127.0.0.1", Port = server.Port };
        set?.Invoke(options);
        return new SmtpLane(options, new NetworkReach(Offline: true));
    }

    private static async Task<SendOutcome> SendAsync(SmtpLane lane, string to, string text = "text")
    {
        Assert.Null(await lane.ReadyAsync(CancellationToken.None));
        using var message = Message(to, text);
        return await lane.SendAsync(message, "name", CancellationToken.None);
    }

    private static MimeMessage Message(string to, string text) =>
        new([MailboxAddress.Parse("papers@example.org")], [new MailboxAddress(null, to)], "Hello", new TextPart { Text = text });

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
