using JsHrss.IdP.Hosting;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Limits;

/// <summary>Failed client authentications by client and address: somebody elsewhere who fails in a client's name does not keep the client itself out (case CD-20).</summary>
internal sealed class ClientAttempts(LoadOptions options, TimeProvider clock) : IClientAttempts
{
    private readonly TokenSlots? _failures = TokenSlots.For(options.ClientFailures, clock);

    public TimeSpan? RefusedFor(HttpContext http, ClientId client) => _failures?.Look(SenderOf(http, client));

    public void Failed(HttpContext http, ClientId client) => _failures?.Take(SenderOf(http, client));

    private static string SenderOf(HttpContext http, ClientId client) => $"{ClientAddress.Of(http).Network} {client.Value}";
}
