using Microsoft.Extensions.Options;
using RelyingParty.OpenId;

namespace RelyingParty.Tests;

/// <summary>The same registration under every name.</summary>
internal sealed class OneClient(OpenIdOptions client) : IOptionsMonitor<OpenIdOptions>
{
    public OpenIdOptions CurrentValue => client;

    public OpenIdOptions Get(string? name) => client;

    public IDisposable? OnChange(Action<OpenIdOptions, string?> listener) => null;
}
