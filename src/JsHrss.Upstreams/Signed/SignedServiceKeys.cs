using System.Security.Cryptography;

namespace JsHrss.Upstreams.Signed;

/// <summary>Our private key and a service's public one, parsed once: ES256 (RFC 7518 §3.4).</summary>
internal sealed class SignedServiceKeys : IDisposable
{
    private const int Bits = 256;

    private readonly ECDsa _ours;
    private readonly ECDsa _theirs;

    // An ECDsa object does not promise to be used by several threads at once.
    private readonly Lock _signing = new();
    private readonly Lock _checking = new();

    private SignedServiceKeys(ECDsa ours, ECDsa theirs) => (_ours, _theirs) = (ours, theirs);

    /// <exception cref="InvalidOperationException">With the fault and its cure.</exception>
    public static SignedServiceKeys Read(SignedServiceOptions options)
    {
        var ours = Parse(options, nameof(options.PrivateKeyFile), options.PrivateKeyFile, secret: true);
        try
        {
            return new SignedServiceKeys(ours, Parse(options, nameof(options.ServiceKeyFile), options.ServiceKeyFile, secret: false));
        }
        catch
        {
            ours.Dispose();
            throw;
        }
    }

    /// <summary>r and s side by side, as JWS wants them.</summary>
    public byte[] Sign(byte[] text)
    {
        lock (_signing)
            return _ours.SignData(text, HashAlgorithmName.SHA256);
    }

    public bool IsTheirs(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        lock (_checking)
            return _theirs.VerifyData(text, signature, HashAlgorithmName.SHA256);
    }

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    private static ECDsa Parse(SignedServiceOptions options, string member, string file, bool secret)
    {
        var text = options.TextOf(member, file);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(text);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new InvalidOperationException($"{options.Section}:{member} holds no {(secret ? "private" : "public")} EC key; write PEM of a P-256 key.", unreadable);
        }

        if (key.KeySize != Bits || !IsNistP256(key))
        {
            key.Dispose();
            throw new InvalidOperationException($"{options.Section}:{member} holds a key of another curve; ES256 asks for P-256.");
        }

        if (secret && !HoldsSecret(key))
        {
            key.Dispose();
            throw new InvalidOperationException($"{options.Section}:{member} holds a public key; this server's private key belongs there.");
        }

        return key;
    }

    private static bool IsNistP256(ECDsa key) => key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value;

    private static bool HoldsSecret(ECDsa key)
    {
        try
        {
            CryptographicOperations.ZeroMemory(key.ExportParameters(includePrivateParameters: true).D);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
