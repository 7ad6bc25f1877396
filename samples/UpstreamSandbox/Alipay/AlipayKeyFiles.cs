using System.Security.Cryptography;
using UpstreamSandbox.Web;

namespace UpstreamSandbox.Alipay;

/// <summary>Two key pairs, made at the first start: the platform's, and that of our application. The server under test reads <see cref="AppKeyFile"/> and <see cref="GatewayKeyFile"/>.</summary>
internal sealed class AlipayKeyFiles : IDisposable
{
    public const string AppKeyFile = "alipay-app.private.pem";
    public const string GatewayKeyFile = "alipay-gateway.public.pem";

    /// <summary>The only application that this platform knows.</summary>
    public const string AppId = "2021000000005400";

    private const string OwnKeyFile = "alipay-gateway.private.pem";

    private readonly Lock _using = new();
    private readonly RSA _platform;
    private readonly RSA _stranger = RSA.Create(2048);
    private readonly RSA _app;

    public AlipayKeyFiles(DataFolder folder)
    {
        _platform = ReadOrMake(folder, OwnKeyFile);
        _app = ReadOrMake(folder, AppKeyFile);
        folder.Write(GatewayKeyFile, _platform.ExportSubjectPublicKeyInfoPem());
    }

    public string Sign(byte[] text, bool asStranger)
    {
        lock (_using)
            return Convert.ToBase64String((asStranger ? _stranger : _platform).SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>Whether our application signed this text.</summary>
    public bool IsOurs(byte[] text, string signature)
    {
        var bytes = new byte[signature.Length];
        lock (_using)
            return Convert.TryFromBase64String(signature, bytes, out var length) && _app.VerifyData(text, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public void Dispose()
    {
        _platform.Dispose();
        _stranger.Dispose();
        _app.Dispose();
    }

    private static RSA ReadOrMake(DataFolder folder, string name)
    {
        var path = folder.PathOf(name);
        if (!File.Exists(path))
        {
            var made = RSA.Create(2048);
            folder.Write(name, made.ExportPkcs8PrivateKeyPem());
            return made;
        }

        var key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key;
    }
}
