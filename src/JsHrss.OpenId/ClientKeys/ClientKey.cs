using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace JsHrss.OpenId.ClientKeys;

/// <summary>A client's public key that may verify signatures.</summary>
internal abstract class ClientKey
{
    /// <summary><c>kid</c> of the JWK (RFC 7517 §4.5); null when it has none.</summary>
    public required string? Kid { get; init; }

    /// <summary>What it may be used with; no key serves an algorithm that its <c>alg</c> does not name (RFC 7517 §4.4).</summary>
    public required ImmutableArray<string> Algorithms { get; init; }

    /// <summary>Whether this key made the signature with this algorithm.</summary>
    public bool Verify(string algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature) =>
        Algorithms.Contains(algorithm, StringComparer.Ordinal) && Verifies(algorithm, input, signature);

    /// <summary>Gives back what the platform holds for this key, at once and not when the collector comes: for a key that was used once and is not kept.</summary>
    public abstract void LetGo();

    private protected abstract bool Verifies(string algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature);

    /// <summary>P-256 (RFC 7518 §3.4).</summary>
    internal sealed class Ec(ECParameters parameters) : ClientKey
    {
        private readonly Instances<ECDsa> _instances = new(() => ECDsa.Create(parameters));

        public override void LetGo() => _instances.Clear();

        private protected override bool Verifies(string algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
        {
            if (signature.Length != 64)
                return false;
            var ecdsa = _instances.Take();
            var verified = ecdsa.VerifyData(input, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            _instances.Return(ecdsa);
            return verified;
        }
    }

    /// <summary>RSA (RFC 7518 §3.3 and §3.5).</summary>
    internal sealed class Rsa(RSAParameters parameters) : ClientKey
    {
        private readonly Instances<RSA> _instances = new(() => RSA.Create(parameters));

        public override void LetGo() => _instances.Clear();

        private protected override bool Verifies(string algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
        {
            if (signature.Length != parameters.Modulus!.Length)
                return false;
            var rsa = _instances.Take();
            var verified = rsa.VerifyData(input, signature, HashAlgorithmName.SHA256, algorithm == SignatureAlgorithms.Ps256 ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
            _instances.Return(rsa);
            return verified;
        }
    }

    /// <summary>The framework does not promise that one instance may be used by several threads, so each user takes one. They hold public keys alone and are left to the collector.</summary>
    private sealed class Instances<T>(Func<T> create)
        where T : IDisposable
    {
        private readonly ConcurrentBag<T> _idle = [create()];

        public T Take() => _idle.TryTake(out var instance) ? instance : create();

        public void Return(T instance) => _idle.Add(instance);

        public void Clear()
        {
            while (_idle.TryTake(out var instance))
                instance.Dispose();
        }
    }
}
