using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.ClientAuthentication;

/// <summary><c>client_secret_basic</c>: HTTP Basic whose two halves are form-encoded first.</summary>
internal sealed class ClientSecretBasic : IClientAuthenticationMethod
{
    private const string Scheme = "Basic ";
    private const int MaxLength = 4096;

    public ClientAuthenticationMethod Method => ClientAuthenticationMethod.ClientSecretBasic;

    public SpecRef Law { get; } = new("RFC 6749", "2.3.1");

    public bool IsUsedBy(HttpRequest request, FormParameters form) => request.Headers.Authorization.Count > 0;

    public Attempt<PresentedClient> Read(HttpRequest request, FormParameters form)
    {
        var header = request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { Length: <= MaxLength } text || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return ProtocolErrors.InvalidClient("The Authorization header is not one Basic credential of bearable length.");
        Span<byte> credentials = stackalloc byte[MaxLength];
        if (!Convert.TryFromBase64Chars(text.AsSpan(Scheme.Length).Trim(' '), credentials, out var length))
            return ProtocolErrors.InvalidClient("The Basic credential is no base64.");
        credentials = credentials[..length];
        var colon = credentials.IndexOf((byte)':');
        if (colon <= 0 || FormText.Decode(credentials[..colon]) is not { } id || FormText.Decode(credentials[(colon + 1)..]) is not { } secret)
            return ProtocolErrors.InvalidClient("The Basic credential is not two form-encoded halves.");
        if (form["client_id"] is { } named && !string.Equals(named, id, StringComparison.Ordinal))
            return ProtocolErrors.InvalidRequest("client_id and the authenticated client differ.");
        return PresentedSecret.Of(id, secret);
    }

    public ValueTask<ClientProof> ProveAsync(PresentedClient presented, Client? client, CancellationToken ct) =>
        ValueTask.FromResult(((PresentedSecret)presented).Prove(client));
}
