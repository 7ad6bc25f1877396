using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.ClientAuthentication;

/// <summary>One way for a client to authenticate (OpenID Connect Core §9), one file each.</summary>
internal interface IClientAuthenticationMethod
{
    /// <summary>Its registered name.</summary>
    ClientAuthenticationMethod Method { get; }

    /// <summary>The section it obeys.</summary>
    SpecRef Law { get; }

    /// <summary>Whether this request uses it.</summary>
    bool IsUsedBy(HttpRequest request, FormParameters form);

    /// <summary>Who the request says it is from, and what it shows as proof.</summary>
    Attempt<PresentedClient> Read(HttpRequest request, FormParameters form);

    /// <summary>Whether the proof is this client's.</summary>
    /// <param name="presented">As read.</param>
    /// <param name="client">Null for unknown clients: the same work is done, and the answer is no (case CD-20).</param>
    bool Proves(PresentedClient presented, Client? client);
}

/// <summary>An unproven client.</summary>
/// <param name="Id">Who it says it is.</param>
/// <param name="SecretDigest">SHA-256 of the secret shown; empty where the method has none.</param>
internal sealed record PresentedClient(ClientId Id, ReadOnlyMemory<byte> SecretDigest);
