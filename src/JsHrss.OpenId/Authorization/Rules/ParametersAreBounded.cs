using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization.Rules;

/// <summary>No parameter is longer than an honest client ever sends.</summary>
/// <remarks>What is stored, logged or sent back must not grow with an attacker's patience (cases AZ-16, HT-08).</remarks>
internal sealed class ParametersAreBounded : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("RFC 6749", "4.1.2.1");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct)
    {
        foreach (var (name, value) in request.Parameters.Sent)
        {
            if (value.Length > ParameterBounds.Longest.GetValueOrDefault(name, ParameterBounds.Other))
                return Breach.InvalidRequest("A parameter is too long.");
        }

        return Breach.None;
    }
}
