using System.Diagnostics;
using System.Text.RegularExpressions;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>The upstream sandbox with its simulated phones as a process of its own, beside a server of the test's.</summary>
public sealed class SandboxProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly HttpClient _http;

    private SandboxProcess(Process process, DirectoryInfo folder, string address)
    {
        (_process, _folder, Address) = (process, folder, address);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(address) };
    }

    public string Address { get; }

    /// <summary>Folder of the keys that it made.</summary>
    public string Keys => Path.Combine(_folder.FullName, "sandbox");

    /// <summary>Settings that connect a server to it, as name=value.</summary>
    public string[] Settings =>
    [
        "Alipay:Enabled=true", $"Alipay:Gateway={Address}/gateway.do", "Alipay:AppId=2021000000005400",
        $"Alipay:PrivateKeyFile={Path.Combine(Keys, "alipay-app.private.pem")}", $"Alipay:GatewayKeyFile={Path.Combine(Keys, "alipay-gateway.public.pem")}",
        "AppFace:Enabled=true", "AppFace:Service=https://face.app.sandbox.invalid", $"AppFace:KeyFiles:0={Path.Combine(Keys, "appface-service.public.pem")}",
        "Upstreams:Authority:Enabled=true", $"Upstreams:Authority:Address={Address}/registers/authority/",
        $"Upstreams:Authority:PrivateKeyFile={Path.Combine(Keys, "registers-client.private.pem")}", $"Upstreams:Authority:ServiceKeyFile={Path.Combine(Keys, "registers-service.public.pem")}",
        "Upstreams:Sms:Enabled=true", $"Upstreams:Sms:Address={Address}/sms/",
        $"Upstreams:Sms:PrivateKeyFile={Path.Combine(Keys, "registers-client.private.pem")}", $"Upstreams:Sms:ServiceKeyFile={Path.Combine(Keys, "registers-service.public.pem")}",
    ];

    /// <param name="issuer">Of the server that its phones belong to.</param>
    /// <param name="face">Its face service signs with this one's key, which a server that is there already knows.</param>
    /// <param name="place">Where, when that was settled before.</param>
    public static async Task<SandboxProcess> StartAsync(string issuer, AppFaceOf? face = null, SandboxPlace? place = null)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.Combine(IdpHost.Repository, "samples", "UpstreamSandbox", "bin", configuration, "net10.0", "UpstreamSandbox.dll");
        var folder = place?.Folder ?? Directory.CreateTempSubdirectory("jshrss-sandbox-");
        if (face is not null)
            await File.WriteAllTextAsync(Path.Combine(folder.CreateSubdirectory("sandbox").FullName, "appface-service.private.pem"), face.PrivateKey);
        var address = place?.Address ?? $"http://localhost:{IdpHost.FreePort()}";
        var start = new ProcessStartInfo("dotnet", [program]) { WorkingDirectory = Path.Combine(IdpHost.Repository, "samples", "UpstreamSandbox"), RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = address;
        start.Environment["Issuer"] = issuer;
        start.Environment["DataFolder"] = folder.FullName;
        var process = Process.Start(start) ?? throw new InvalidOperationException("The sandbox did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var sandbox = new SandboxProcess(process, folder, address);
        for (var attempt = 0; attempt < 240 && !process.HasExited; attempt++)
        {
            try
            {
                if ((await sandbox._http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode)
                    return sandbox;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(250);
        }

        await sandbox.DisposeAsync();
        throw new InvalidOperationException($"The sandbox at {address} did not become ready.");
    }

    public Task<string> PageAsync(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>Opens a page and sends one of its forms, as a browser would; the page that follows.</summary>
    public async Task<string> SendAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        using var opened = await _http.GetAsync(new Uri(page, UriKind.Relative));
        var token = Regex.Match(await opened.Content.ReadAsStringAsync(), "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(action, UriKind.Relative))
        {
            Content = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), KeyValuePair.Create("__RequestVerificationToken", token)]),
        };
        request.Headers.Add("Cookie", opened.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        using var answer = await _http.SendAsync(request);
        return answer.Headers.Location is { } next ? await PageAsync(next.OriginalString) : await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Switches an upstream of it, for instance <c>authority</c> to <c>Down</c>.</summary>
    public Task<string> SwitchAsync(string upstream, string mood) => SendAsync("/registers", "/?handler=Mood", ("upstream", upstream), ("mood", mood), ("back", "/registers"));

    /// <summary>Hands a phone to somebody: they sign in to the app with their personal password.</summary>
    public Task<string> SignInAsync(int phone, string account, string password = "Demo-2026!") =>
        SendAsync($"/phone/{phone}", $"/phone/{phone}?handler=SignIn", ("account", account), ("password", password));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
