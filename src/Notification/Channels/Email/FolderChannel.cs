using MimeKit;

namespace Papers.Notification.Channels.Email;

/// <summary>
/// Mails as files <c>*.eml</c> in a folder. Each is written under a name that begins with a dot, reaches the disk, and then appears whole
/// by rename; its name is the mail's own, so that the same mail is the same file however often it is written.
/// </summary>
public sealed class FolderChannel(string folder) : IMailChannel, IMailLane
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly DirectoryInfo _folder = new(folder);

    public int Lanes => 2;

    public bool MayRepeat => true;

    public string Path => _folder.FullName;

    public IMailLane OpenLane() => this;

    public Task<string?> ReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            _folder.Create();
            return Task.FromResult<string?>(null);
        }
        catch (Exception exception) when (IsOfTheDisk(exception))
        {
            return Task.FromResult<string?>(Reasons.Of(exception));
        }
    }

    public async Task<SendOutcome> SendAsync(MimeMessage message, string name, CancellationToken cancellationToken)
    {
        var path = System.IO.Path.Combine(_folder.FullName, $"{name}.eml");
        if (File.Exists(path))
        {
            return SendOutcome.Sent;
        }

        var unfinished = System.IO.Path.Combine(_folder.FullName, $".{name}.part");
        try
        {
            await WriteAsync(message, unfinished, cancellationToken);
            File.Move(unfinished, path, overwrite: true);
            return SendOutcome.Sent;
        }
        catch (Exception exception) when (IsOfTheDisk(exception))
        {
            return new(SendResult.Away, Reasons.Of(exception));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool IsOfTheDisk(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private static async Task WriteAsync(MimeMessage message, string path, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream(32 * 1024);
        await message.WriteToAsync(bytes, cancellationToken);

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Mode;
        }

        using var file = new FileStream(path, options);
        file.Write(bytes.GetBuffer(), 0, (int)bytes.Length);
        file.Flush(flushToDisk: true);
    }
}
