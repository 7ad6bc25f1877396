using JsHrss.OpenId.Ports;
using JsHrss.Storage.Keys;

namespace JsHrss.Storage.Signing;

/// <summary>HMAC under the refresh key: every node with the master key derives the same successor.</summary>
internal sealed class SuccessorKeys(IKeyVault vault) : ISuccessorKeys
{
    public void Derive(ReadOnlySpan<byte> predecessorDigest, Guid successor, Span<byte> secret)
    {
        Span<byte> message = stackalloc byte[predecessorDigest.Length + 16];
        predecessorDigest.CopyTo(message);
        successor.TryWriteBytes(message[predecessorDigest.Length..], bigEndian: true, out _);
        vault.Mac(KeyLabel.Refresh, vault.VersionOf(KeyLabel.Refresh), message, secret);
    }
}
