using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;

namespace JsHrss.IdP.Api;

/// <summary>Reads the JSON of a program by hand: what is too long, no JSON or of another form is the program's error and gets our answer, not the framework's.</summary>
internal static class RequestBody
{
    private const int LongestPath = 100;

    /// <param name="http">The request.</param>
    /// <param name="longest">Bytes.</param>
    /// <param name="type">What is expected.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The value, or status and message of the refusal.</returns>
    public static async ValueTask<(T? Value, int Status, string? Fault)> ReadAsync<T>(HttpContext http, int longest, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        if (!http.Request.HasJsonContentType())
            return (null, StatusCodes.Status400BadRequest, "Content-Type must be application/json.");
        if (http.Request.ContentLength > longest)
            return TooLong<T>(longest);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = longest;
        using var text = new MemoryStream((int)(http.Request.ContentLength ?? 1024));
        try
        {
            await http.Request.Body.CopyToAsync(text, ct);
        }
        catch (BadHttpRequestException unreadable)
        {
            return unreadable.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLong<T>(longest) : (null, unreadable.StatusCode, "The request body could not be read.");
        }

        return Read(text.GetBuffer().AsSpan(0, (int)text.Length), type);
    }

    private static (T? Value, int Status, string? Fault) Read<T>(ReadOnlySpan<byte> text, JsonTypeInfo<T> type)
        where T : class
    {
        // The parser lets bytes pass that are not UTF-8 (RFC 8259 §8.1).
        if (!Utf8.IsValid(text))
            return (null, StatusCodes.Status400BadRequest, "The body is not UTF-8.");
        try
        {
            return JsonSerializer.Deserialize(text, type) is { } value ? (value, StatusCodes.Status200OK, null) : (null, StatusCodes.Status400BadRequest, "The body must be a JSON object.");
        }
        catch (JsonException wrong)
        {
            var place = wrong.Path is { Length: > 1 and <= LongestPath } path ? $" See {path}." : "";
            return (null, StatusCodes.Status400BadRequest, $"The body is no JSON object of the form that is expected here.{place}");
        }
    }

    private static (T? Value, int Status, string? Fault) TooLong<T>(int longest)
        where T : class => (null, StatusCodes.Status413PayloadTooLarge, $"The body may have at most {longest} bytes.");
}
