using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Protocol;

/// <summary>Writes documents and errors as RFC 6749 §5.1 and §5.2 want them.</summary>
internal static class ProtocolWriter
{
    /// <summary>No cache may keep what is answered here (RFC 6749 §5.1, case CD-18).</summary>
    public static void ForbidStoring(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.Pragma = "no-cache";
    }

    /// <summary>A JSON document with the status set before.</summary>
    public static Task WriteAsync(HttpResponse response, ReadOnlyMemory<byte> document, CancellationToken ct)
    {
        response.ContentType = "application/json";
        response.ContentLength = document.Length;
        response.Headers.XContentTypeOptions = "nosniff";
        return response.Body.WriteAsync(document, ct).AsTask();
    }

    /// <summary>An error with its status and headers.</summary>
    public static Task WriteAsync(HttpResponse response, ProtocolError error, CancellationToken ct)
    {
        response.StatusCode = error.Status;
        foreach (var (name, value) in error.Headers)
            response.Headers.Append(name, value);
        // A bare challenge has no error document (RFC 6750 §3.1).
        return error.Code.Length == 0 ? Task.CompletedTask : WriteAsync(response, Document(error), ct);
    }

    private static byte[] Document(ProtocolError error) => JsonText.Write(error, static (json, error) =>
    {
        json.WriteStartObject();
        json.WriteString("error"u8, error.Code);
        json.WriteString("error_description"u8, error.ForClient);
        json.WriteEndObject();
    });
}
