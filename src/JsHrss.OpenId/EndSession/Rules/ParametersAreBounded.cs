using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Authorization.Rules;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.EndSession.Rules;

/// <summary>No parameter is longer than an honest client ever sends.</summary>
/// <remarks>What is stored or sent back must not grow with an attacker's patience (cases AZ-16, HT-08).</remarks>
internal sealed class ParametersAreBounded : IRule<ReadSignOut>
{
    public SpecRef Law { get; } = new("OIDC RP-Initiated Logout", "4");

    public ValueTask<ProtocolError?> BreachAsync(ReadSignOut request, CancellationToken ct)
    {
        foreach (var (name, value) in request.Parameters.Sent)
        {
            if (value.Length > ParameterBounds.Longest.GetValueOrDefault(name, ParameterBounds.Other))
                return Breach.InvalidRequest("A parameter is too long.");
        }

        return Breach.None;
    }
}
