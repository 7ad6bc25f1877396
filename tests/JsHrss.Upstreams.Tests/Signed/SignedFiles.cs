using System.Security.Cryptography;
using JsHrss.Upstreams.Authority;
using JsHrss.Upstreams.Signed;

namespace JsHrss.Upstreams.Tests.Signed;

/// <summary>Key files of both sides in a folder of their own.</summary>
internal sealed class SignedFiles : IDisposable
{
    public const string Ours = "ours.pem";
    public const string Theirs = "theirs.pem";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jshrss-signed-");
    private SignedServiceKeys? _keys;

    public SignedFiles()
    {
        using var ours = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Write(Ours, ours.ExportPkcs8PrivateKeyPem());
        Write(Theirs, Service.ExportSubjectPublicKeyInfoPem());
    }

    public ECDsa Service { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Folder => _folder.FullName;

    public SignedServiceOptions Options => new()
    {
        Section = RegistrationAuthority.Section,
        Service = RegistrationAuthority.Service,
        Enabled = true,
        Address = "https://registers.example.cn/authority/",
        PrivateKeyFile = Ours,
        ServiceKeyFile = Theirs,
        BaseFolder = Folder,
    };

    public SignedServiceKeys Keys => _keys ??= SignedServiceKeys.Read(Options);

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    public void Dispose()
    {
        _keys?.Dispose();
        Service.Dispose();
        _folder.Delete(recursive: true);
    }
}
