using System.Security.Cryptography;
using UpstreamSandbox.Web;

namespace UpstreamSandbox.Wire;

/// <summary>Keys of our own wire (docs/upstreams.md), made at the first start: the server under test signs with <see cref="ClientKeyFile"/> and checks with <see cref="ServiceKeyFile"/>.</summary>
internal sealed class ServiceKeys : IDisposable
{
    public const string ClientKeyFile = "registers-client.private.pem";
    public const string ServiceKeyFile = "registers-service.public.pem";

    private const string OwnKeyFile = "registers-service.private.pem";

    private readonly Lock _using = new();
    private readonly ECDsa _service;
    private readonly ECDsa _client;
    private readonly ECDsa _stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public ServiceKeys(DataFolder folder)
    {
        _service = ReadOrMake(folder, OwnKeyFile);
        _client = ReadOrMake(folder, ClientKeyFile);
        folder.Write(ServiceKeyFile, _service.ExportSubjectPublicKeyInfoPem());
    }

    public byte[] Sign(byte[] text, bool asStranger)
    {
        lock (_using)
            return (asStranger ? _stranger : _service).SignData(text, HashAlgorithmName.SHA256);
    }

    public bool IsClients(byte[] text, byte[] signature)
    {
        lock (_using)
            return _client.VerifyData(text, signature, HashAlgorithmName.SHA256);
    }

    public void Dispose()
    {
        _service.Dispose();
        _client.Dispose();
        _stranger.Dispose();
    }

    private static ECDsa ReadOrMake(DataFolder folder, string name)
    {
        var path = folder.PathOf(name);
        if (!File.Exists(path))
        {
            var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            folder.Write(name, made.ExportPkcs8PrivateKeyPem());
            return made;
        }

        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key;
    }
}
