using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Ports;

/// <summary>Limits failed client authentications per client and address (case CD-20). In memory, per node: a client's secret has full entropy, so this guards load, not the secret.</summary>
public interface IClientAttempts
{
    /// <summary>Null: go on. Otherwise: refused for so long, whoever it is and whatever it shows.</summary>
    TimeSpan? RefusedFor(HttpContext http, ClientId client);

    /// <summary>Notes a failure.</summary>
    void Failed(HttpContext http, ClientId client);
}
