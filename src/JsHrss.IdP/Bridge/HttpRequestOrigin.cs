using System.Diagnostics;
using JsHrss.Accounts.Audit;
using JsHrss.IdP.Hosting;
using JsHrss.IdP.Web;
using JsHrss.Storage.Audit;

namespace JsHrss.IdP.Bridge;

/// <summary>Where the running request came from, for audit facts. The address is <see cref="ClientAddress"/>, as for limits (decision 5 of the security design).</summary>
internal sealed class HttpRequestOrigin(IHttpContextAccessor http) : IRequestOrigin
{
    private const int LongestAgent = 256;

    public RequestOrigin Current => http.HttpContext is { } browser ? Of(browser) : RequestOrigin.Unknown;

    public string? TraceId => Activity.Current?.TraceId.ToHexString();

    public string Node { get; } = Environment.MachineName;

    public static RequestOrigin Of(HttpContext browser)
    {
        var agent = browser.Request.Headers.UserAgent.ToString();
        var address = ClientAddress.Of(browser);
        return new RequestOrigin(
            address.Text,
            browser.Connection.RemotePort,
            agent.Length == 0 ? null : agent.Length > LongestAgent ? Cut(agent) : agent,
            RunningInteraction.Of(browser).Pending?.Request.Client.Id.Value)
        {
            Network = address.Network,
        };
    }

    // Half of a character is no text: a database refuses it.
    private static string Cut(string agent) => agent[..(char.IsHighSurrogate(agent[LongestAgent - 1]) ? LongestAgent - 1 : LongestAgent)];
}
