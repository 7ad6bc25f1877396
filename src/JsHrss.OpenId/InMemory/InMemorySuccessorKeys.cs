using System.Security.Cryptography;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.InMemory;

/// <summary>Derives successors' secrets with a key that lives as long as the process.</summary>
public sealed class InMemorySuccessorKeys : ISuccessorKeys
{
    private const int DigestBytes = 32;
    private const int KeyBytes = 16;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <inheritdoc />
    public void Derive(ReadOnlySpan<byte> predecessorDigest, Guid successor, Span<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(predecessorDigest.Length, DigestBytes);
        Span<byte> input = stackalloc byte[DigestBytes + KeyBytes];
        predecessorDigest.CopyTo(input);
        successor.TryWriteBytes(input[DigestBytes..], bigEndian: true, out _);
        HMACSHA256.HashData(_key, input, secret);
    }
}
