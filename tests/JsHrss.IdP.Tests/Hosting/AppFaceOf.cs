using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using JsHrss.Accounts.FaceChecks;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>The face service of 江苏智慧人社APP, with a key whose public half lies in a file for the server.</summary>
public sealed class AppFaceOf : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jshrss-appface-");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public AppFaceOf()
    {
        File.WriteAllText(KeyFile, _key.ExportSubjectPublicKeyInfoPem());
        Kid = _key.Thumbprint();
    }

    public string[] Settings => ["AppFace:Enabled=true", $"AppFace:Service={Name}", $"AppFace:KeyFiles:0={KeyFile}"];

    private string KeyFile => Path.Combine(_folder.FullName, "service.public.pem");

    /// <summary>What the service found, as it writes it.</summary>
    /// <param name="check">As the App API shows it: open.</param>
    /// <param name="face">Whose face it was: number and name.</param>
    /// <param name="phone">The phone before which it was.</param>
    public JsonObject Finding(Reply check, (string Number, string Name) face, HttpPhone phone, string result = "passed")
    {
        var now = phone.Now.ToUnixTimeSeconds();
        return new JsonObject
        {
            ["iss"] = Name,
            ["aud"] = check["audience"],
            ["nonce"] = check["nonce"],
            ["txn"] = Guid.NewGuid().ToString("N"),
            ["subject"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{check["nonce"]}\nID\n\n{face.Number}\n{face.Name}"))),
            ["cnf"] = new JsonObject { ["jkt"] = phone.Key.Key.Thumbprint() },
            ["liveness"] = true,
            ["result"] = result,
            ["iat"] = now,
            ["exp"] = now + 300,
        };
    }

    public string Sign(JsonObject finding) => Sign(finding, _key, new JsonObject { ["alg"] = "ES256", ["typ"] = FaceAssertionJws.Type, ["kid"] = Kid });

    public static string Sign(JsonObject finding, ECDsa key, JsonObject header)
    {
        var input = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(finding.ToJsonString()))}";
        return $"{input}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(input), key.KeySize == 256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA384))}";
    }

    public string Kid { get; }

    public string Name { get; } = "https://face.app.sandbox.invalid";

    /// <summary>For a service that runs elsewhere, under the same name.</summary>
    public string PrivateKey => _key.ExportPkcs8PrivateKeyPem();

    public void Dispose()
    {
        _key.Dispose();
        _folder.Delete(recursive: true);
    }
}

/// <summary>A server of its own that knows the app's face service.</summary>
public sealed class IdpWithAppFace : IAsyncLifetime
{
    public AppFaceOf Face { get; } = new();

    public IdpHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await IdpHost.StartAsync(settings: Face.Settings);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Face.Dispose();
    }
}

/// <summary>What a phone does about faces.</summary>
public static class Facing
{
    public static readonly (string Number, string Name) Sun = (Demo.SunIdNumber, Demo.SunName);
    public static readonly (string Number, string Name) Li = ("320100199001010026", "李示管");

    /// <summary>Reads the notice, agrees to it and opens a check.</summary>
    public static async Task<Reply> BeginFaceAsync(this HttpPhone phone, string purpose = "app_key", string? membership = null)
    {
        var notice = await phone.GetAsync("/api/app/face-notice");
        var consent = new { document = notice["document"], version = notice.Json.GetProperty("version").GetInt32(), digest = notice["digest"] };
        return await phone.PostAsync("/api/app/face-checks", membership is null ? new { purpose, consent } : new { purpose, membership, consent });
    }

    public static Task<Reply> DeliverAsync(this HttpPhone phone, Reply check, string? assertion) => phone.PostAsync($"/api/app/face-checks/{check["id"]}/result", new { assertion });

    public static Task<Reply> EnrolAsync(this HttpPhone phone, Reply check) => phone.PostAsync("/api/app/key/enrol", new { face_check = check["id"] });

    /// <summary>The whole way: notice, consent, face, key.</summary>
    public static async Task<Reply> EnrolByFaceAsync(this HttpPhone phone, AppFaceOf service, (string Number, string Name) face)
    {
        var check = await phone.BeginFaceAsync();
        Assert.Equal("passed", (await phone.DeliverAsync(check, service.Sign(service.Finding(check, face, phone))))["state"]);
        return await phone.EnrolAsync(check);
    }
}
