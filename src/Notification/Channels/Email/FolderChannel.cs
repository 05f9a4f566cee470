using MimeKit;

namespace Papers.Notification.Channels.Email;

/// <summary>
/// Writes mails as files <c>*.eml</c> to a folder. A file is written under a name that begins with a dot, flushed to disk, and renamed, so
/// it is never seen incomplete. Its name is that of the mail: writing a mail again replaces nothing.
/// </summary>
internal sealed class FolderChannel(string folder) : IMailChannel, IMailConnection
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly DirectoryInfo _folder = new(folder);

    public int MaxConnections => 2;

    public bool IsIdempotent => true;

    public string Path => _folder.FullName;

    public IMailConnection CreateConnection() => this;

    public Task<string?> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            _folder.Create();
            return Task.FromResult<string?>(null);
        }
        catch (Exception exception) when (IsDiskError(exception))
        {
            return Task.FromResult<string?>(FailureReason.From(exception));
        }
    }

    public async Task<SendOutcome> SendAsync(MimeMessage message, string name, CancellationToken cancellationToken)
    {
        var path = System.IO.Path.Combine(_folder.FullName, $"{name}.eml");
        if (File.Exists(path))
        {
            return SendOutcome.Sent;
        }

        var incomplete = System.IO.Path.Combine(_folder.FullName, $".{name}.part");
        try
        {
            await WriteAsync(message, incomplete, cancellationToken);
            File.Move(incomplete, path, overwrite: true);
            return SendOutcome.Sent;
        }
        catch (Exception exception) when (IsDiskError(exception))
        {
            return new(SendResult.Unavailable, FailureReason.From(exception));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool IsDiskError(Exception exception) => exception is IOException or UnauthorizedAccessException;

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
