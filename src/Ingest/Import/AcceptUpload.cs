using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Papers.Contracts.Ingest;

namespace Papers.Ingest.Import;

/// <summary>
/// Receives a file by HTTP: writes it into the inbox under a name that the inbox ignores, registers the import, then renames the file. The requested
/// name is reduced to a file name, so that it cannot lead out of the folder.
/// </summary>
internal sealed class AcceptUpload(InboxFolder inbox, InboxWatch watch, ImportStore imports, IOptions<ImportOptions> options, TimeProvider time)
{
    /// <summary>The valid file name, or null if nothing is left of it.</summary>
    public static string? CleanName(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new string([.. last.Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter) && letter is not ('"' or ':' or '*' or '?' or '<' or '>' or '|'))])
            .Trim(' ', '.');
        clean = InboxFolder.Shortened(clean).Trim(' ', '.');
        return clean.Length == 0 || InboxFolder.Ignores(clean) || clean.EndsWith(InboxFolder.ReportSuffix, StringComparison.OrdinalIgnoreCase) ? null : clean;
    }

    public async Task<Results<Accepted<ImportAccepted>, ProblemHttpResult>> AcceptAsync(HttpContext http, string? name, CancellationToken cancellationToken)
    {
        if (CleanName(name) is not { } clean)
        {
            return TypedResults.Problem(
                "Give the file a name, such as ?name=papers.jsonl. It may not begin with a dot or end in .part, .tmp or .report.json.",
                statusCode: StatusCodes.Status400BadRequest);
        }

        var limit = options.Value.UploadLimit;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        if (http.Request.ContentLength > limit)
        {
            return TooLarge(limit);
        }

        inbox.Create();
        var part = inbox.NewUpload(Guid.NewGuid());
        try
        {
            if (!await ReceiveAsync(http.Request.Body, part, limit, cancellationToken))
            {
                return TooLarge(limit);
            }

            if (http.Request.GetTypedHeaders().LastModified is { } lastModified && lastModified < time.GetUtcNow())
            {
                File.SetLastWriteTimeUtc(part, lastModified.UtcDateTime);
            }

            var id = await MoveInAsync(part, clean, cancellationToken);
            watch.Wake();
            return TypedResults.Accepted($"/internal/imports/{id}", new ImportAccepted { Id = id, Name = clean });
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task<bool> ReceiveAsync(Stream body, string path, long limit, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1);
        var buffer = new byte[128 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (file.Length + read > limit)
            {
                return false;
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        // Accepted means that the file survives a power cut.
        file.Flush(flushToDisk: true);
        return true;
    }

    private async Task<Guid> MoveInAsync(string part, string name, CancellationToken cancellationToken)
    {
        await using var connection = await imports.OpenAsync(cancellationToken);
        for (var number = 1; ; number++)
        {
            var fileName = InboxFolder.Numbered(name, number);
            if (Path.Exists(inbox.PathOf(fileName)))
            {
                continue;
            }

            var stamp = FileStamp.Find(part) ?? throw new IOException($"The upload {part} was removed before it was complete.");
            var id = await imports.AddAsync(connection, ImportOrigin.Upload, name, stamp with { Name = fileName }, cancellationToken);
            try
            {
                File.Move(part, inbox.PathOf(fileName), overwrite: false);
                PosixFiles.FlushFolder(inbox.Path);
                return id;
            }
            catch (IOException) when (Path.Exists(inbox.PathOf(fileName)))
            {
                // Someone else created a file of that name meanwhile.
                await imports.CloseAsync(connection, id, cancellationToken);
            }
        }
    }

    private static ProblemHttpResult TooLarge(long limit) => TypedResults.Problem(
        $"The file is larger than {limit:N0} bytes (Ingest:UploadLimit). Put it into the inbox folder instead.",
        statusCode: StatusCodes.Status413PayloadTooLarge);
}
