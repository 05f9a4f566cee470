using MimeKit;
using Papers.Notification.Channels.Email;
using Papers.Testing;

namespace Papers.Notification.Tests.Channels.Email;

public sealed class FolderChannelTests
{
    [Fact]
    public async Task A_mail_is_written_as_one_complete_file()
    {
        using var folder = new TemporaryFolder();
        var channel = new FolderChannel(Path.Combine(folder.Path, "made", "when", "needed"));
        Assert.Null(await channel.ConnectAsync(CancellationToken.None));
        using var message = Message();

        Assert.Equal(SendOutcome.Sent, await channel.SendAsync(message, "20260314T070000000Z-daily-1", CancellationToken.None));

        var file = Assert.Single(Directory.GetFiles(channel.Path));
        Assert.Equal("20260314T070000000Z-daily-1.eml", Path.GetFileName(file));
        using var read = await MimeMessage.LoadAsync(file);
        Assert.Equal("Hello", read.Subject);
    }

    [Fact]
    public async Task An_existing_mail_is_not_written_again()
    {
        using var folder = new TemporaryFolder();
        var channel = new FolderChannel(folder.Path);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "one.eml"), "there");
        using var message = Message();

        Assert.Equal(SendOutcome.Sent, await channel.SendAsync(message, "one", CancellationToken.None));

        Assert.Equal("there", await File.ReadAllTextAsync(Path.Combine(folder.Path, "one.eml")));
    }

    [Fact]
    public async Task A_file_left_incomplete_by_a_killed_process_is_replaced()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, ".one.part"), new string('x', 1_000_000));
        using var message = Message();

        await new FolderChannel(folder.Path).SendAsync(message, "one", CancellationToken.None);

        Assert.Equal(["one.eml"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
        using var read = await MimeMessage.LoadAsync(Path.Combine(folder.Path, "one.eml"));
        Assert.Equal("text", read.TextBody?.Trim());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_unavailable()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "a-file");
        await File.WriteAllTextAsync(file, "");
        var channel = new FolderChannel(file);
        using var message = Message();

        Assert.NotNull(await channel.ConnectAsync(CancellationToken.None));
        Assert.Equal(SendResult.Unavailable, (await channel.SendAsync(message, "one", CancellationToken.None)).Result);
    }

    private static MimeMessage Message() => new(
        [MailboxAddress.Parse("papers@example.org")],
        [MailboxAddress.Parse("ada@example.org")],
        "Hello",
        new TextPart { Text = "text" });
}
