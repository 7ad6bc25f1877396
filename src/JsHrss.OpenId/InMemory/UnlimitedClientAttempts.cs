using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.InMemory;

/// <summary>No limit of the engine's own, for hosts whose proxy limits already. The default where the host brings none.</summary>
public sealed class UnlimitedClientAttempts : IClientAttempts
{
    /// <inheritdoc />
    public TimeSpan? RefusedFor(HttpContext http, ClientId client) => null;

    /// <inheritdoc />
    public void Failed(HttpContext http, ClientId client)
    {
    }
}
