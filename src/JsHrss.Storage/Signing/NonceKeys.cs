using JsHrss.OpenId.Ports;
using JsHrss.Storage.Keys;

namespace JsHrss.Storage.Signing;

/// <summary>HMAC under the nonce key: every node with the master key makes and knows the same nonces.</summary>
internal sealed class NonceKeys(IKeyVault vault) : INonceKeys
{
    public void Mac(ReadOnlySpan<byte> message, Span<byte> mac) => vault.Mac(KeyLabel.Nonce, vault.VersionOf(KeyLabel.Nonce), message, mac);
}
