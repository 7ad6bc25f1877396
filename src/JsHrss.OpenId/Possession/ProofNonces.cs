using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Possession;

/// <summary>
/// The nonces that say when a proof was made (RFC 9449 §8, §9): one for each stretch of time, the same on every node and for every client, derived and not
/// remembered. They cannot be foretold without the key, so no proof can be made beforehand (§11.2).
/// </summary>
/// <remarks>
/// One nonce serves all of this origin, as clients keep them by origin. Besides the current stretch its two neighbours count: the former, so that a client is not
/// sent back at every change, and the next, because another node's clock may be ahead.
/// </remarks>
internal sealed class ProofNonces(INonceKeys keys, IOptions<OpenIdProviderOptions> options, TimeProvider clock)
{
    /// <summary>The response header that carries it.</summary>
    public const string Header = "DPoP-Nonce";

    private const int MacBytes = 32;
    private const int NonceBytes = 16;

    /// <summary>So many stretches of time one nonce counts.</summary>
    private const int Neighbours = 3;

    private readonly ProofNonceDemand _demand = options.Value.ProofNonces;
    private readonly long _stretch = options.Value.ProofNonceRotation.Ticks;
    private Accepted _accepted = new(long.MinValue, "", "", "");

    /// <summary>When a proof with a nonce that counts now will count no more, at the latest.</summary>
    public DateTimeOffset ForgottenAt => clock.GetUtcNow().AddTicks(Neighbours * _stretch);

    /// <summary>Whether this client's proofs need one.</summary>
    public bool AreDemandedOf(Client client) => _demand switch
    {
        ProofNonceDemand.Always => true,
        ProofNonceDemand.PublicClients => client.IsPublic,
        _ => false,
    };

    /// <summary>Whether it is one that counts now. Anybody may ask for a nonce: it is no secret.</summary>
    public bool Knows(string nonce)
    {
        var accepted = Now();
        return string.Equals(nonce, accepted.Current, StringComparison.Ordinal)
            || string.Equals(nonce, accepted.Former, StringComparison.Ordinal)
            || string.Equals(nonce, accepted.Next, StringComparison.Ordinal);
    }

    /// <summary>Hands out the current one unless it was shown: one header at most (RFC 9449 §8).</summary>
    public void Offer(HttpResponse response, string? shown)
    {
        var current = Now().Current;
        if (!string.Equals(shown, current, StringComparison.Ordinal))
            response.Headers[Header] = current;
    }

    private Accepted Now()
    {
        var number = clock.GetUtcNow().UtcTicks / _stretch;
        var accepted = Volatile.Read(ref _accepted);
        if (accepted.Number != number)
            Volatile.Write(ref _accepted, accepted = new Accepted(number, Of(number), Of(number - 1), Of(number + 1)));
        return accepted;
    }

    private string Of(long number)
    {
        Span<byte> message = stackalloc byte[32];
        var length = Encoding.ASCII.GetBytes("dpop-nonce", message);
        BinaryPrimitives.WriteInt64BigEndian(message[length..], number);
        Span<byte> mac = stackalloc byte[MacBytes];
        keys.Mac(message[..(length + sizeof(long))], mac);
        return Base64Url.EncodeToString(mac[..NonceBytes]);
    }

    private sealed record Accepted(long Number, string Current, string Former, string Next);
}
