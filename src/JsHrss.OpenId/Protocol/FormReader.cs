using System.Buffers;
using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace JsHrss.OpenId.Protocol;

/// <summary>Reads the form that the token, introspection and revocation endpoints are called with (RFC 6749 §3.2, RFC 7662 §2.1, RFC 7009 §2.1).</summary>
internal static class FormReader
{
    /// <summary>No request of ours comes near it (case HT-05).</summary>
    public const int MaxBodyLength = 64 * 1024;

    private const string MediaType = "application/x-www-form-urlencoded";

    /// <summary>What belongs into the body or a header: in a URL it would stand in every access log (RFC 6749 §2.3.1, case CD-13).</summary>
    private static readonly FrozenSet<string> NeverInQuery = FrozenSet.ToFrozenSet(
        ["access_token", "assertion", "client_assertion", "client_secret", "code", "code_verifier", "device_code", "password", "refresh_token", "token"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a body of this type follows.</summary>
    public static bool IsForm(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the URL carries what must not stand in one.</summary>
    public static bool HasSecretInQuery(HttpRequest request)
    {
        if (!request.QueryString.HasValue)
            return false;
        foreach (var name in request.Query.Keys)
        {
            if (NeverInQuery.Contains(name))
                return true;
        }

        return false;
    }

    /// <summary>The form of this request.</summary>
    public static async ValueTask<Attempt<FormParameters>> ReadAsync(HttpContext http, CancellationToken ct)
    {
        var request = http.Request;
        if (HasSecretInQuery(request))
            return ProtocolErrors.InvalidRequest("Parameters belong into the request body.", "A secret parameter stands in the query.");
        if (!IsForm(request))
            return ProtocolErrors.InvalidRequest($"The request must be {MediaType}.", "Another media type than a form was sent.");
        if (request.ContentLength > MaxBodyLength)
            return TooLarge();
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBodyLength;

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(ct).ConfigureAwait(false);
            if (read.Buffer.Length > MaxBodyLength)
            {
                reader.AdvanceTo(read.Buffer.End);
                return TooLarge();
            }

            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var form = read.Buffer.IsSingleSegment ? FormParameters.Parse(read.Buffer.FirstSpan) : FormParameters.Parse(read.Buffer.ToArray());
            reader.AdvanceTo(read.Buffer.End);
            return form;
        }
    }

    private static ProtocolError TooLarge() => ProtocolErrors.InvalidRequest("The request body is too large.", status: 413);
}
