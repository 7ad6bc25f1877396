using System.Security.Cryptography;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.InMemory;

/// <summary>Makes nonces with a key that lives as long as the process.</summary>
public sealed class InMemoryNonceKeys : INonceKeys
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <inheritdoc />
    public void Mac(ReadOnlySpan<byte> message, Span<byte> mac) => HMACSHA256.HashData(_key, message, mac);
}
