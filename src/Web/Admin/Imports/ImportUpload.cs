using System.Net.Http.Headers;
using Microsoft.AspNetCore.WebUtilities;
using Papers.Web.Services;
using HeaderUtilities = Microsoft.Net.Http.Headers.HeaderUtilities;
using MediaType = Microsoft.Net.Http.Headers.MediaTypeHeaderValue;
using SectionName = Microsoft.Net.Http.Headers.ContentDispositionHeaderValue;

namespace Papers.Web.Admin.Imports;

/// <summary>Hands a file on to Ingest as it comes: none of it is held here, however large it is.</summary>
internal static class ImportUpload
{
    private const int MaxBoundaryLength = 100;

    public static async Task<HttpResponseMessage> SendAsync(StackParts parts, string name, Stream body, long? length, CancellationToken cancellationToken)
    {
        using var content = new StreamContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentLength = length;
        return await parts.SendAsync(StackParts.Ingest, HttpMethod.Post, $"/internal/imports?name={Uri.EscapeDataString(name)}", content, cancellationToken);
    }

    /// <summary>The file of a form (RFC 7578), still to be read from the request; null where the form has none.</summary>
    /// <exception cref="InvalidDataException">It is no such form.</exception>
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
}
