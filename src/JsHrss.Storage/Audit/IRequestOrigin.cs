using JsHrss.Accounts.Audit;

namespace JsHrss.Storage.Audit;

/// <summary>Where the running request came from, for audit facts. The host implements it; a job answers with <see cref="RequestOrigin.Unknown"/>.</summary>
public interface IRequestOrigin
{
    /// <summary>Of the request that runs on this flow of control; address and port as the configured proxies tell them (security design, decision 5).</summary>
    RequestOrigin Current { get; }

    /// <summary>Trace id of the request, 32 hexadecimal digits; null outside requests.</summary>
    string? TraceId { get; }

    /// <summary>Name of this process among the nodes.</summary>
    string Node { get; }
}
