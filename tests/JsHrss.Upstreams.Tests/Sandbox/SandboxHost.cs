using System.Text.RegularExpressions;
using JsHrss.Upstreams.Alipay;
using JsHrss.Upstreams.Authority;
using JsHrss.Upstreams.Signed;
using JsHrss.Upstreams.Sms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using UpstreamSandbox;
using UpstreamSandbox.Alipay;
using UpstreamSandbox.Clock;
using UpstreamSandbox.Sms;
using UpstreamSandbox.Wire;

[assembly: AssemblyFixture(typeof(JsHrss.Upstreams.Tests.Sandbox.SandboxHost))]

namespace JsHrss.Upstreams.Tests.Sandbox;

/// <summary>The sandbox itself, on a port of its own with keys of its own. One for all tests that do not change what others see.</summary>
public sealed class SandboxHost : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jshrss-sandbox-");
    private WebApplication? _app;
    private HttpClient? _browser;

    public Uri Address => new(_app!.Urls.First());

    public string Folder => Path.Combine(_folder.FullName, "sandbox");

    public HttpClient Browser => _browser!;

    internal Moods Moods => _app!.Services.GetRequiredService<Moods>();

    internal FaceBills Bills => _app!.Services.GetRequiredService<FaceBills>();

    internal SmsInbox Inbox => _app!.Services.GetRequiredService<SmsInbox>();

    internal SandboxClock Clock => _app!.Services.GetRequiredService<SandboxClock>();

    public async ValueTask InitializeAsync()
    {
        _app = SandboxApp.Build(
            new WebApplicationOptions { EnvironmentName = "Development", ApplicationName = "UpstreamSandbox", ContentRootPath = AppContext.BaseDirectory },
            "--urls=http://127.0.0.1:0", $"--DataFolder={_folder.FullName}", "--Issuer=http://127.0.0.1:9", "--Logging:LogLevel:Default=Error");
        await _app.StartAsync();
        _browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }

    public async ValueTask DisposeAsync()
    {
        _browser?.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Our client, with the files that an operator would name.</summary>
    internal AlipayFaceChannel Channel(TimeSpan? patience = null)
    {
        var options = new AlipayOptions
        {
            Enabled = true,
            Gateway = new Uri(Address, "/gateway.do").AbsoluteUri,
            AppId = AlipayKeyFiles.AppId,
            BaseFolder = Folder,
            PrivateKeyFile = AlipayKeyFiles.AppKeyFile,
            GatewayKeyFile = AlipayKeyFiles.GatewayKeyFile,
            Patience = patience ?? TimeSpan.FromSeconds(20),
        };
        options.Validate(isDevelopment: true);
        return new AlipayFaceChannel(new AlipayGatewayClient(options, AlipayKeys.Read(options), Clock, NullLogger<AlipayGatewayClient>.Instance), options);
    }

    /// <summary>Our client of the registration authority, with the files that an operator would name.</summary>
    internal RegistrationAuthority Authority(TimeSpan? patience = null) =>
        new(Client(RegistrationAuthority.Section, RegistrationAuthority.Service, "/registers/authority/", patience), NullLogger<RegistrationAuthority>.Instance);

    /// <summary>Our client of the gateway of short messages.</summary>
    internal SmsGateway Sms(TimeSpan? patience = null) => new(Client(SmsGateway.Section, SmsGateway.Service, "/sms/", patience), NullLogger<SmsGateway>.Instance);

    private SignedServiceClient Client(string section, string service, string path, TimeSpan? patience)
    {
        var options = new SignedServiceOptions
        {
            Section = section,
            Service = service,
            Enabled = true,
            Address = new Uri(Address, path).AbsoluteUri,
            BaseFolder = Folder,
            PrivateKeyFile = ServiceKeys.ClientKeyFile,
            ServiceKeyFile = ServiceKeys.ServiceKeyFile,
            Patience = patience ?? TimeSpan.FromSeconds(20),
        };
        options.Validate(isDevelopment: true);
        return new SignedServiceClient(options, SignedServiceKeys.Read(options), Clock, NullLogger<SignedServiceClient>.Instance);
    }

    /// <summary>Opens a page's form and sends it, as a browser would.</summary>
    public async Task<HttpResponseMessage> SendFormAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        using var opened = await Browser.GetAsync(new Uri(page, UriKind.Relative), TestContext.Current.CancellationToken);
        var html = await opened.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var token = Regex.Match(html, "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(action, UriKind.Relative))
        {
            Content = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), KeyValuePair.Create("__RequestVerificationToken", token)]),
        };
        request.Headers.Add("Cookie", opened.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        return await Browser.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
