using System.Security.Cryptography;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>Where a sandbox will run, with the keys of its signed services: known before it starts, so that a server that starts first is connected to it.</summary>
public sealed class SandboxPlace
{
    public SandboxPlace()
    {
        using var service = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var client = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Write("registers-service.private.pem", service.ExportPkcs8PrivateKeyPem());
        Write("registers-service.public.pem", service.ExportSubjectPublicKeyInfoPem());
        Write("registers-client.private.pem", client.ExportPkcs8PrivateKeyPem());
    }

    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("jshrss-sandbox-");

    public string Address { get; } = $"http://localhost:{IdpHost.FreePort()}";

    /// <summary>Settings of the gateway of short messages, as name=value.</summary>
    public string[] Sms =>
    [
        "Upstreams:Sms:Enabled=true", $"Upstreams:Sms:Address={Address}/sms/", $"Upstreams:Sms:PrivateKeyFile={PathOf("registers-client.private.pem")}", $"Upstreams:Sms:ServiceKeyFile={PathOf("registers-service.public.pem")}",
    ];

    private void Write(string name, string text)
    {
        Folder.CreateSubdirectory("sandbox");
        File.WriteAllText(PathOf(name), text);
    }

    private string PathOf(string name) => Path.Combine(Folder.FullName, "sandbox", name);
}
