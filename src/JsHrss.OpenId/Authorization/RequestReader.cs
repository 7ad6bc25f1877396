using System.IO.Pipelines;
using System.Text;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Authorization;

/// <summary>Reads a request from a query or a form, never from both (OpenID Connect Core §3.1.2.1, case AZ-08).</summary>
internal static class RequestReader
{
    public static ValueTask<Attempt<RawRequest>> ReadAsync(HttpRequest request, CancellationToken ct) =>
        HttpMethods.IsPost(request.Method) ? ReadFormAsync(request, ct) : ValueTask.FromResult(ReadQuery(request));

    private static Attempt<RawRequest> ReadQuery(HttpRequest request)
    {
        var query = request.QueryString.Value ?? "";
        if (query.Length > ParameterBounds.Request)
            return ProtocolErrors.InvalidRequest("The request is too long.", "A query longer than any honest request.", StatusCodes.Status414UriTooLong);
        return Parse(Encoding.UTF8.GetBytes(query).AsSpan(query.Length > 0 ? 1 : 0));
    }

    private static async ValueTask<Attempt<RawRequest>> ReadFormAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.QueryString is { HasValue: true, Value.Length: > 1 })
            return ProtocolErrors.InvalidRequest("Parameters may stand in the query or in the body, not in both.", "A POST with a query.");
        if (!FormReader.IsForm(request))
            return ProtocolErrors.InvalidRequest("The request must be application/x-www-form-urlencoded.", "A POST that is no form.", StatusCodes.Status415UnsupportedMediaType);
        var read = await request.BodyReader.ReadAtLeastAsync(ParameterBounds.Request + 1, ct).ConfigureAwait(false);
        if (read.Buffer.Length > ParameterBounds.Request)
        {
            request.BodyReader.AdvanceTo(read.Buffer.End);
            return ProtocolErrors.InvalidRequest("The request is too long.", "A form longer than any honest request.", StatusCodes.Status413PayloadTooLarge);
        }

        var body = new byte[read.Buffer.Length];
        System.Buffers.BuffersExtensions.CopyTo(read.Buffer, body);
        request.BodyReader.AdvanceTo(read.Buffer.End);
        return Parse(body);
    }

    private static Attempt<RawRequest> Parse(ReadOnlySpan<byte> encoded) =>
        RequestParameters.Parse(encoded).Failed(out var breach, out var parameters) ? breach : new RawRequest(parameters);
}
