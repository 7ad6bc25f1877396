using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.AccessTokens;

/// <summary>Writes a breach as the answer of an API of the host: status, headers, error document, no-store.</summary>
/// <param name="error">For instance from <see cref="AccessTokenReading.Refused"/>.</param>
public sealed class ProtocolErrorResult(ProtocolError error) : IResult
{
    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        ProtocolWriter.ForbidStoring(httpContext.Response);
        return ProtocolWriter.WriteAsync(httpContext.Response, error, httpContext.RequestAborted);
    }
}
