using System.Security.Cryptography;

namespace JsHrss.Upstreams.Alipay;

/// <summary>Our private key and Alipay's public one, parsed once. RSA2 is SHA-256 with PKCS#1 v1.5 padding (domain §2.2).</summary>
internal sealed class AlipayKeys : IDisposable
{
    private const int ShortestKey = 2048;

    private readonly RSA _ours;
    private readonly RSA _theirs;

    // An RSA object does not promise to be used by several threads at once.
    private readonly Lock _signing = new();
    private readonly Lock _checking = new();

    private AlipayKeys(RSA ours, RSA theirs) => (_ours, _theirs) = (ours, theirs);

    /// <exception cref="InvalidOperationException">With the fault and its cure.</exception>
    public static AlipayKeys Read(AlipayOptions options) =>
        FromText(options.TextOf(nameof(options.PrivateKeyFile), options.PrivateKeyFile), options.TextOf(nameof(options.GatewayKeyFile), options.GatewayKeyFile));

    /// <inheritdoc cref="Read"/>
    public static AlipayKeys FromText(string ours, string theirs) =>
        new(Parse(ours, nameof(AlipayOptions.PrivateKeyFile), secret: true), Parse(theirs, nameof(AlipayOptions.GatewayKeyFile), secret: false));

    public string Sign(byte[] text)
    {
        lock (_signing)
            return Convert.ToBase64String(_ours.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        lock (_checking)
            return _theirs.VerifyData(text, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    /// <remarks>The platform's tools write bare base64, PKCS#1 for .NET and PKCS#8 for Java; everybody else writes PEM.</remarks>
    private static RSA Parse(string text, string member, bool secret)
    {
        var key = RSA.Create();
        try
        {
            if (text.Contains("-----BEGIN", StringComparison.Ordinal))
                key.ImportFromPem(text);
            else
                ImportBare(key, Convert.FromBase64String(text), secret);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException or ArgumentException)
        {
            key.Dispose();
            throw new InvalidOperationException($"Alipay:{member} holds no RSA {(secret ? "private" : "public")} key; write PEM, or base64 of {(secret ? "PKCS#1 or PKCS#8" : "SubjectPublicKeyInfo or PKCS#1")}.", unreadable);
        }

        if (secret && !HoldsSecret(key))
            throw new InvalidOperationException($"Alipay:{member} holds a public key; the application's private key belongs there.");
        if (key.KeySize < ShortestKey)
            throw new InvalidOperationException($"Alipay:{member} holds a key of {key.KeySize} bits; RSA2 asks for {ShortestKey}.");
        return key;
    }

    private static void ImportBare(RSA key, byte[] der, bool secret)
    {
        try
        {
            if (secret)
                key.ImportPkcs8PrivateKey(der, out _);
            else
                key.ImportSubjectPublicKeyInfo(der, out _);
        }
        catch (CryptographicException)
        {
            if (secret)
                key.ImportRSAPrivateKey(der, out _);
            else
                key.ImportRSAPublicKey(der, out _);
        }
    }

    private static bool HoldsSecret(RSA key)
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
