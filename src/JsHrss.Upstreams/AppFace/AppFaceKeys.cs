using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace JsHrss.Upstreams.AppFace;

/// <summary>The service's public keys by their names, parsed once. A key's name is its thumbprint (RFC 7638), so that none can be configured wrongly.</summary>
internal sealed class AppFaceKeys : IDisposable
{
    private readonly Dictionary<string, ECDsa> _keys = new(StringComparer.Ordinal);

    // An ECDsa object does not promise to be used by several threads at once.
    private readonly Lock _checking = new();

    private AppFaceKeys()
    {
    }

    /// <summary>No service, no keys.</summary>
    public static AppFaceKeys None { get; } = new();

    /// <exception cref="InvalidOperationException">With the fault and its cure.</exception>
    public static AppFaceKeys Read(AppFaceOptions options)
    {
        var keys = new AppFaceKeys();
        foreach (var file in options.KeyFiles)
        {
            var (kid, key) = Parse(TextOf(file, options.BaseFolder), file);
            if (!keys._keys.TryAdd(kid, key))
                throw new InvalidOperationException($"AppFace:KeyFiles names the key of {file} twice.");
        }

        return keys;
    }

    public bool Verify(string kid, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
    {
        if (!_keys.TryGetValue(kid, out var key))
            return false;
        lock (_checking)
            return key.VerifyData(input, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public void Dispose()
    {
        foreach (var key in _keys.Values)
            key.Dispose();
    }

    private static string TextOf(string file, string folder)
    {
        try
        {
            return File.ReadAllText(Path.GetFullPath(file, folder));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidOperationException($"AppFace:KeyFiles names {file}, which cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static (string Kid, ECDsa Key) Parse(string text, string file)
    {
        // Whoever reads it could sign results: such a file is in the wrong place, whatever else is right about it.
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
            throw new InvalidOperationException($"AppFace:KeyFiles names {file}, which holds a private key; only the service itself may have it. Put its public key there.");
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(text);
            var parameters = key.ExportParameters(includePrivateParameters: false);
            if (parameters.Curve.Oid?.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
                throw new CryptographicException("The curve is not P-256.");
            var (x, y) = (Base64Url.EncodeToString(parameters.Q.X), Base64Url.EncodeToString(parameters.Q.Y));
            return (Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}"""))), key);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new InvalidOperationException($"AppFace:KeyFiles names {file}, which holds no public key on P-256; write SubjectPublicKeyInfo as PEM.", unreadable);
        }
    }
}
