using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.WebEncoders;
using UpstreamSandbox.Alipay;
using UpstreamSandbox.AppFace;
using UpstreamSandbox.Clock;
using UpstreamSandbox.Phone;
using UpstreamSandbox.Registers;
using UpstreamSandbox.Sms;
using UpstreamSandbox.Web;
using UpstreamSandbox.Wire;

namespace UpstreamSandbox;

/// <summary>The whole sandbox: what it is made of, and what answers where.</summary>
internal static class SandboxApp
{
    public static WebApplication Build(WebApplicationOptions options, params string[] settings)
    {
        var builder = WebApplication.CreateBuilder(options);
        builder.Configuration.AddCommandLine(settings);
        AddServices(builder);
        var app = builder.Build();
        Map(app);
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DataFolder>();
        builder.Services.AddSingleton<SandboxClock>();
        builder.Services.AddSingleton<Moods>();
        builder.Services.AddSingleton<CallLog>();
        builder.Services.AddSingleton<AlipayKeyFiles>();
        builder.Services.AddSingleton<FaceBills>();
        builder.Services.AddSingleton<FaceCalls>();
        builder.Services.AddSingleton<Gateway>();
        builder.Services.AddSingleton<FaceServiceKeys>();
        builder.Services.AddSingleton<PhoneProof>();
        builder.Services.AddSingleton<FaceService>();
        builder.Services.AddSingleton<ServiceKeys>();
        builder.Services.AddSingleton<SignedService>();
        builder.Services.AddSingleton<RegisterRows>();
        builder.Services.AddSingleton<RegisterCalls>();
        builder.Services.AddSingleton<SmsInbox>();
        builder.Services.AddSingleton<Phones>();
        builder.Services.AddSingleton<MobileApp>();
        builder.Services.AddSingleton<AppApi>();
        builder.Services.AddSingleton<PhoneCamera>();
        builder.Services.AddHttpClient(MobileApp.ClientId)
            .ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

        builder.Services.AddRazorPages();
        // Chinese stays readable in the page source.
        builder.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "__Host-sandbox.antiforgery";
            options.Cookie.Path = "/";
        });
        builder.Services.Configure<CookiePolicyOptions>(options =>
        {
            options.Secure = CookieSecurePolicy.Always;
            options.HttpOnly = HttpOnlyPolicy.Always;
        });
        builder.Services.AddDataProtection()
            .SetApplicationName("sandbox")
            .PersistKeysToFileSystem(new DirectoryInfo(new DataFolder(builder.Configuration, builder.Environment).PathOf("cookie-keys")));
    }

    private static void Map(WebApplication app)
    {
        // Keys are there before anybody asks, since the server under test reads their files.
        _ = app.Services.GetRequiredService<AlipayKeyFiles>();
        _ = app.Services.GetRequiredService<ServiceKeys>();
        _ = app.Services.GetRequiredService<FaceServiceKeys>();

        app.UseExceptionHandler("/oops");
        app.UseStatusCodePagesWithReExecute("/oops", "?status={0}");
        app.UseRouting();
        app.UseMiddleware<ReadableForms>();
        app.UseCookiePolicy();
        app.UseMiddleware<PageSecurity>();

        app.MapStaticAssets().ShortCircuit();
        app.MapRazorPages();
        // Alipay's own wire.
        app.MapMethods("/gateway.do", ["GET", "POST"], (HttpContext context, Gateway gateway) => gateway.AnswerAsync(context));
        // Between the app and its face service; the server under test sees what comes out of it.
        app.MapPost(FaceService.Path, (HttpContext context, FaceService service) => service.AnswerAsync(context));
        // Our own wire (docs/upstreams.md).
        app.MapPost("/registers/population/match", (HttpContext context, SignedService service, RegisterCalls calls) => service.AnswerAsync(context, Moods.Population, calls.Match));
        app.MapPost("/registers/authority/unit", (HttpContext context, SignedService service, RegisterCalls calls) => service.AnswerAsync(context, Moods.Authority, calls.Unit));
        app.MapPost("/registers/authority/units-of", (HttpContext context, SignedService service, RegisterCalls calls) => service.AnswerAsync(context, Moods.Authority, calls.UnitsOf));
        app.MapPost("/sms/send", (HttpContext context, SignedService service, SmsInbox inbox) => service.AnswerAsync(context, Moods.Sms, inbox.Accept));
        app.MapGet("/sms/latest", SmsInbox.Latest);
        app.MapGet("/clock", ClockEndpoint.Tell);
        app.MapGet("/display", Display.Choose);
        app.MapGet("/health/live", () => Results.Text("live"));
        app.MapGet("/health/ready", () => Results.Text("ready"));
    }
}
