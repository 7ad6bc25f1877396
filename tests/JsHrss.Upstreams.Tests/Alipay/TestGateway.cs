using System.Security.Cryptography;
using System.Text;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Upstreams.Alipay;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace JsHrss.Upstreams.Tests.Alipay;

/// <summary>A gateway on this machine that answers what a test says, and a client of ours that calls it.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    // One for all: making a key takes longer than a test.
    private static readonly RSA Key = RSA.Create(2048);

    private readonly WebApplication _app;
    private readonly AlipayGatewayClient _client;
    private readonly AlipayKeys _keys;

    private TestGateway(WebApplication app, string address, TimeSpan patience, TimeProvider time)
    {
        _app = app;
        var options = new AlipayOptions { Enabled = true, Gateway = address + "/gateway.do", AppId = "2021000000000001", Patience = patience };
        options.Validate(isDevelopment: true);
        _keys = AlipayKeys.FromText(Vector.Text("app-key.pkcs8.pem"), PublicKey);
        _client = new AlipayGatewayClient(options, _keys, time, NullLogger<AlipayGatewayClient>.Instance);
        Channel = new AlipayFaceChannel(_client, options);
    }

    public static FaceSubject Subject { get; } = new(PersonName.Read("孙示名").Value, Document(IdDocumentType.ResidentIdentityCard, "320800197006150166"));

    public AlipayFaceChannel Channel { get; }

    public AlipayGatewayClient Client => _client;

    /// <summary>What the next calls are answered with; a plain failing gateway until said.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context => Task.FromException(new InvalidOperationException("No answer was said."));

    /// <summary>The parameters of the last call, address and body together.</summary>
    public Dictionary<string, string> Asked { get; } = new(StringComparer.Ordinal);

    public int Calls { get; private set; }

    public static IdentityDocument Document(IdDocumentType type, string number, string? country = null) =>
        IdentityDocument.Read(type, number, new DateOnly(2026, 11, 22), country).Value;

    public static async Task<TestGateway> StartAsync(TimeSpan? patience = null, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        TestGateway? gateway = null;
        app.Run(context => gateway!.ServeAsync(context));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return gateway = new TestGateway(app, app.Urls.First(), patience ?? TimeSpan.FromSeconds(20), time ?? TimeProvider.System);
    }

    public static string Sign(string text) => Convert.ToBase64String(Key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>What our client checks with.</summary>
    public static string PublicKey => Key.ExportSubjectPublicKeyInfoPem();

    /// <summary>An answer as the platform makes it.</summary>
    public void AnswerSigned(string method, string node) =>
        AnswerText($$"""{"{{ResponseNode.NameFor(method)}}":{{node}},"sign":"{{Sign(node)}}"}""");

    public void AnswerText(string body, int status = 200) => Answer = context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html;charset=utf-8";
        return context.Response.WriteAsync(body);
    };

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _keys.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        Calls++;
        Asked.Clear();
        foreach (var (name, value) in context.Request.Query)
            Asked[name] = value.ToString();
        if (context.Request.HasFormContentType)
        {
            foreach (var (name, value) in await context.Request.ReadFormAsync(context.RequestAborted))
                Asked[name] = value.ToString();
        }

        await Answer(context);
    }
}
