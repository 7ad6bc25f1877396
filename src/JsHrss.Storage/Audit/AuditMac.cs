using System.Security.Cryptography;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Audit;

/// <summary>The keyed MACs of audit facts and seals. The keys are not in the database.</summary>
internal sealed class AuditMac(IKeyVault vault)
{
    private const int MacBytes = 32;

    public byte Algorithm => vault.MacAlgorithm;

    public byte KeyVersion => vault.VersionOf(KeyLabel.AuditMac);

    public byte SealKeyVersion => vault.VersionOf(KeyLabel.AuditSeal);

    /// <summary>Over every column of the fact but its place in the commit order.</summary>
    public byte[] Of(AuditFactRow fact) => Make(KeyLabel.AuditMac, fact.MacKeyVersion, FactBytes.Told(fact).Written);

    public bool Verifies(AuditFactRow fact) => Verifies(KeyLabel.AuditMac, fact.MacAlgorithm, fact.MacKeyVersion, FactBytes.Told(fact).Written, fact.Mac);

    /// <summary>Over the hash of the seal.</summary>
    /// <param name="hash">Of the seal; it covers algorithm and key version.</param>
    /// <param name="keyVersion">Which master key.</param>
    public byte[] OfSeal(byte[] hash, int keyVersion) => Make(KeyLabel.AuditSeal, keyVersion, hash);

    public bool Verifies(AuditSealRow seal) => Verifies(KeyLabel.AuditSeal, seal.MacAlgorithm, seal.MacKeyVersion, seal.Hash, seal.Mac);

    private byte[] Make(KeyLabel label, int version, ReadOnlySpan<byte> message)
    {
        var mac = new byte[MacBytes];
        vault.Mac(label, checked((byte)version), message, mac);
        return mac;
    }

    // A changed row may name an algorithm or a key that never was.
    private bool Verifies(KeyLabel label, int algorithm, int version, ReadOnlySpan<byte> message, byte[] mac)
    {
        if (algorithm != Algorithm || version is < 1 or > byte.MaxValue || mac.Length != MacBytes)
            return false;
        try
        {
            return CryptographicOperations.FixedTimeEquals(Make(label, version, message), mac);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
