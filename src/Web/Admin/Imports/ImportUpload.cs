using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Web.Services;
using HeaderUtilities = Microsoft.Net.Http.Headers.HeaderUtilities;
using MediaType = Microsoft.Net.Http.Headers.MediaTypeHeaderValue;
using SectionName = Microsoft.Net.Http.Headers.ContentDispositionHeaderValue;

namespace Papers.Web.Admin.Imports;

/// <summary>Streams a file to Ingest: none of it is buffered here, however large it is.</summary>
internal static class ImportUpload
{
    private const int MaxBoundaryLength = 100;

    public static async Task<UploadResult> SendAsync(ServiceClients services, string name, Stream body, long? length, CancellationToken cancellationToken)
    {
        using var content = new StreamContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentLength = length;
        var path = $"/internal/imports?name={Uri.EscapeDataString(name)}";
        return await services.SendAsync(ServiceClients.Ingest, HttpMethod.Post, path, content, Timeout.InfiniteTimeSpan, ReadAsync, cancellationToken);
    }

    /// <summary>The file of a form (RFC 7578), still to be read from the request; null where the form has none.</summary>
    /// <exception cref="InvalidDataException">The request is not such a form.</exception>
    public static async Task<(string Name, Stream Body)?> FindFileAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaType.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= MaxBoundaryLength } boundary)
        {
            throw new InvalidDataException("The form is not multipart/form-data.");
        }

        var form = new MultipartReader(boundary, request.Body);
        try
        {
            while (await form.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (SectionName.TryParse(section.ContentDisposition, out var disposition)
                    && (disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName) is { Length: > 0 } quoted
                    && HeaderUtilities.RemoveQuotes(quoted).Value is { Length: > 0 } name)
                {
                    return (name, section.Body);
                }
            }
        }
        catch (IOException exception)
        {
            throw new InvalidDataException("The form ends before its last boundary.", exception);
        }

        return null;
    }

    private static async Task<UploadResult> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        response.StatusCode == HttpStatusCode.Accepted
            ? new(
                (int)response.StatusCode,
                await response.Content.ReadFromJsonAsync(EventJson.Default.ImportAccepted, cancellationToken)
                    ?? throw new ServiceUnavailableException(ServiceClients.Ingest, "empty response"),
                null)
            : new((int)response.StatusCode, null, await ServiceClients.ReadRejectionAsync(response, cancellationToken));
}

/// <param name="Status">The HTTP status of Ingest's response.</param>
/// <param name="Accepted">Null where Ingest rejected the file.</param>
/// <param name="Rejection">Why it did; null where it accepted.</param>
internal sealed record UploadResult(int Status, ImportAccepted? Accepted, string? Rejection);
