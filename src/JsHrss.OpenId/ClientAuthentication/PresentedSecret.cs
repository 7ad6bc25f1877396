using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.ClientAuthentication;

/// <summary>A secret as shown, however it was sent (RFC 6749 §2.3.1).</summary>
/// <param name="Id">Who it says it is.</param>
/// <param name="Digest">SHA-256 of the secret shown.</param>
/// <remarks>Secrets are generated with full entropy, so one SHA-256 suffices (decision 17 of the security design); it is compared in fixed time with every live secret (case CD-14).</remarks>
internal sealed record PresentedSecret(ClientId Id, ReadOnlyMemory<byte> Digest) : PresentedClient(Id)
{
    private const int SecretsCompared = 2;
    private static readonly byte[] NobodysDigest = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    public static PresentedSecret Of(string id, string secret) => new(new ClientId(id), SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether it is one of the client's live secrets. Always two comparisons, whatever is registered, and never an early way out.</summary>
    public ClientProof Prove(Client? client)
    {
        var live = client?.SecretDigests ?? [];
        var proven = false;
        for (var i = 0; i < Math.Max(SecretsCompared, live.Length); i++)
        {
            var registered = i < live.Length;
            var expected = registered ? live[i].Span : NobodysDigest;
            proven |= CryptographicOperations.FixedTimeEquals(Digest.Span, expected) & registered;
        }

        return proven ? ClientProof.Given : ClientProof.Missing("no live secret of a client with this method");
    }
}
