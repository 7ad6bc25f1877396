using System.Diagnostics.Metrics;

namespace JsHrss.OpenId.Protocol;

/// <summary>Counts what the provider hands out and refuses, as meter <c>JsHrss.OpenId</c>. Tags come from this program alone: never a client's name, never a person.</summary>
internal sealed class ProtocolMeter
{
    private const string Name = "JsHrss.OpenId";

    private static readonly KeyValuePair<string, object?> KnownToken = new("result", "known");
    private static readonly KeyValuePair<string, object?> VerifiedToken = new("result", "verified");
    private static readonly KeyValuePair<string, object?> RefusedToken = new("result", "refused");

    private readonly Counter<long> _issued;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _lookedUp;

    public ProtocolMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _issued = meter.CreateCounter<long>("jshrss.tokens.issued", description: "Token responses by grant type.");
        _refused = meter.CreateCounter<long>("jshrss.protocol.refused", description: "Refusals by endpoint and error code.");
        _lookedUp = meter.CreateCounter<long>("jshrss.access_tokens.looked_up", description: "Access tokens presented, by how they were recognised.");
    }

    public void Issued(string grantType) => _issued.Add(1, new KeyValuePair<string, object?>("grant_type", grantType));

    /// <param name="endpoint">One of <see cref="EndpointPaths"/>, not as it was typed.</param>
    /// <param name="code">The error code that is told.</param>
    public void Refused(string endpoint, string code) =>
        _refused.Add(1, new KeyValuePair<string, object?>("endpoint", endpoint), new KeyValuePair<string, object?>("code", code));

    public void Known() => _lookedUp.Add(1, KnownToken);

    public void Verified() => _lookedUp.Add(1, VerifiedToken);

    public void RefusedAtSight() => _lookedUp.Add(1, RefusedToken);
}
