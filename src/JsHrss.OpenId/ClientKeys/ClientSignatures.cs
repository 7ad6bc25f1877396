using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using JsHrss.OpenId.Outgoing;
using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Logging;

namespace JsHrss.OpenId.ClientKeys;

/// <summary>Whether a JWT was signed by the client it is said to come from: with its registered keys, by value or by address, and with no other.</summary>
internal sealed class ClientSignatures(GuardedFetcher fetcher, IFetchedDocuments kept, TimeProvider clock, ILogger<ClientSignatures> log)
{
    private readonly ConditionalWeakTable<Client, JwkSet> _byValue = [];

    // Its addresses are registered ones: nobody from outside can make it grow (case HT-08).
    private readonly ConcurrentDictionary<Uri, KeyDocument> _byAddress = [];

    /// <summary>Verifies.</summary>
    /// <param name="jwt">As read.</param>
    /// <param name="client">Null for unknown ones: a key that nobody has is asked, so that the work is the same (case CD-20).</param>
    /// <param name="algorithm">The only algorithm the client is registered for; null: any.</param>
    /// <param name="ct">Ends the waiting, not the fetch.</param>
    public async ValueTask<SignatureFinding> VerifyAsync(ClientJwt jwt, Client? client, string? algorithm, CancellationToken ct)
    {
        // RFC 8725 §3.1: what was registered decides, not the JWT.
        if (algorithm is not null && !string.Equals(algorithm, jwt.Algorithm, StringComparison.Ordinal))
            return SignatureFinding.Refused;
        // FAPI 2.0 Security Profile §5.4.1: PS256, ES256 or EdDSA.
        if (client is { Fapi2: true } && jwt.Algorithm == SignatureAlgorithms.Rs256)
            return SignatureFinding.Refused;
        if (client is null)
            return Found(Nobody.Verify(SignatureAlgorithms.Es256, jwt.SigningInput.Span, SignatureOfNobody) && false);
        if (client.JwksUri is not { } address)
            return Found(_byValue.GetValue(client, static client => client.Jwks is { } jwks ? JwkSet.Read(jwks) ?? JwkSet.Empty : JwkSet.Empty).Verifies(jwt));

        var document = _byAddress.GetOrAdd(address, static (address, of) => new KeyDocument(address, of.fetcher, of.kept, of.clock, of.log), (fetcher, kept, clock, log));
        if (await document.CurrentAsync(ct).ConfigureAwait(false) is not { } keys)
            return SignatureFinding.KeysOutOfReach;
        if (keys.Verifies(jwt))
            return SignatureFinding.Verified;
        // Rolled over: a new name, or none at all (OpenID Connect Core §10.1.1). A known name with a wrong signature is a forgery and asks nobody.
        if (jwt.Kid is { } kid && keys.Knows(kid))
            return SignatureFinding.Refused;
        return Found(await document.RenewedAsync(ct).ConfigureAwait(false) is { } renewed && renewed.Verifies(jwt));
    }

    private static SignatureFinding Found(bool verified) => verified ? SignatureFinding.Verified : SignatureFinding.Refused;

    private static readonly byte[] SignatureOfNobody = [.. Enumerable.Repeat((byte)1, 64)];

    private static readonly ClientKey Nobody = CreateNobody();

    private static ClientKey.Ec CreateNobody()
    {
        using var created = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new ClientKey.Ec(created.ExportParameters(includePrivateParameters: false)) { Kid = null, Algorithms = [SignatureAlgorithms.Es256] };
    }
}
