using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace JsHrss.OpenId.Discovery;

/// <summary>A document of prepared bytes that caches may keep for a while and then ask about (RFC 9110 §13.1.2).</summary>
/// <param name="current">The same memory while the document is the same.</param>
/// <param name="caching">Header <c>Cache-Control</c>.</param>
internal sealed class PublicDocument(Func<ReadOnlyMemory<byte>> current, string caching)
{
    private Tagged _tagged = new(default, new EntityTagHeaderValue("\"\""));

    public Task AnswerAsync(HttpContext http)
    {
        var (bytes, tag) = Current();
        var response = http.Response;
        response.Headers.CacheControl = caching;
        response.Headers.ETag = tag.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        if (IsKnown(http.Request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = "application/json";
        response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }

    private Tagged Current()
    {
        var bytes = current();
        var known = Volatile.Read(ref _tagged);
        if (bytes.Equals(known.Bytes))
            return known;
        var tagged = new Tagged(bytes, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes.Span).AsSpan(0, 16))}\""));
        Volatile.Write(ref _tagged, tagged);
        return tagged;
    }

    /// <summary>Weak comparison, as RFC 9110 §13.1.2 asks; a header that cannot be read asks for nothing.</summary>
    private static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag)
    {
        if (request.Headers.IfNoneMatch.Count == 0 || !EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known))
            return false;
        foreach (var one in known)
        {
            if (one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: false))
                return true;
        }

        return false;
    }

    private sealed record Tagged(ReadOnlyMemory<byte> Bytes, EntityTagHeaderValue Tag);
}
