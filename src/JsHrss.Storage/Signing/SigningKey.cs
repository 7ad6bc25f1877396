using System.Security.Cryptography;
using JsHrss.OpenId.Ports;

namespace JsHrss.Storage.Signing;

/// <summary>One ES256 key in memory (RFC 7518 §3.4).</summary>
internal sealed class SigningKey : ISigner, IDisposable
{
    private readonly ECParameters parameters;
    private readonly ThreadLocal<ECDsa> ecdsa;
    private int disposed;

    public SigningKey(string kid, ECParameters parameters, string publicJwk, DateTimeOffset publishedAt, DateTimeOffset activeAt, DateTimeOffset? retiredAt, DateTimeOffset? goneAt)
    {
        this.parameters = parameters;
        (Kid, PublicJwk, PublishedAt, ActiveAt, RetiredAt, GoneAt) = (kid, publicJwk, publishedAt, activeAt, retiredAt, goneAt);
        // The platform's key objects are not promised to be safe to share between threads.
        ecdsa = new ThreadLocal<ECDsa>(() => ECDsa.Create(this.parameters), trackAllValues: true);
    }

    public const string Algorithm = "ES256";

    public string Kid { get; }

    public string PublicJwk { get; }

    public DateTimeOffset PublishedAt { get; }

    public DateTimeOffset ActiveAt { get; }

    public DateTimeOffset? RetiredAt { get; }

    public DateTimeOffset? GoneAt { get; }

    public int Sign(ReadOnlySpan<byte> input, Span<byte> signature) =>
        ecdsa.Value!.TrySignData(input, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, out var written)
            ? written
            : throw new ArgumentException("An ES256 signature has 64 bytes.", nameof(signature));

    public bool Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature) =>
        signature.Length == 64 && ecdsa.Value!.VerifyData(input, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public void Dispose()
    {
        // The container disposes what it hands out under two types twice.
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;
        foreach (var each in ecdsa.Values)
            each.Dispose();
        ecdsa.Dispose();
    }
}
