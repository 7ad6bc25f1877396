using System.Security.Cryptography;
using UpstreamSandbox.Phone;
using UpstreamSandbox.Web;

namespace UpstreamSandbox.AppFace;

/// <summary>The face service's own key, made at the first start. The server under test reads <see cref="PublicKeyFile"/>; no phone ever has the other half.</summary>
internal sealed class FaceServiceKeys : IDisposable
{
    public const string PublicKeyFile = "appface-service.public.pem";

    private const string OwnKeyFile = "appface-service.private.pem";

    private readonly PhoneKey _service;
    private readonly PhoneKey _stranger = PhoneKey.Make();

    public FaceServiceKeys(DataFolder folder)
    {
        var path = folder.PathOf(OwnKeyFile);
        _service = File.Exists(path) ? PhoneKey.Read(File.ReadAllText(path)) : PhoneKey.Make();
        folder.Write(OwnKeyFile, _service.ToPem());
        using var key = ECDsa.Create();
        key.ImportFromPem(_service.ToPem());
        folder.Write(PublicKeyFile, key.ExportSubjectPublicKeyInfoPem());
    }

    /// <summary>The key's name is its thumbprint (RFC 7638).</summary>
    public string Kid => _service.Thumbprint;

    public byte[] Sign(byte[] text, bool asStranger) => (asStranger ? _stranger : _service).Sign(text);

    public void Dispose()
    {
        _service.Dispose();
        _stranger.Dispose();
    }
}
