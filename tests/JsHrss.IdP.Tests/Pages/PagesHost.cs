using System.Collections.Concurrent;
using JsHrss.Accounts.Challenges;
using JsHrss.Accounts.SignIn;
using JsHrss.IdP.Bridge;
using JsHrss.IdP.Challenges;
using JsHrss.IdP.Hosting;
using JsHrss.IdP.Limits;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Addresses;
using JsHrss.IdP.Web.Units;
using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.EndSession;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>The real pages on a real server over one scene. A server that a test is done with serves the next test's scene: to make its pages ready costs more than to ask for them.</summary>
internal sealed class PagesHost : IAsyncDisposable
{
    private static readonly ConcurrentBag<PagesHost> Idle = [];

    private readonly WebApplication app;
    private readonly Stage? stage;

    private PagesHost(WebApplication app, Stage? stage) => (this.app, this.stage) = (app, stage);

    /// <summary>By name, as browsers keep Secure cookies there.</summary>
    public Uri Address => new UriBuilder(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) { Host = "localhost" }.Uri;

    public LogLines Log { get; private init; } = new();

    public static async Task<PagesHost> StartAsync(Scene scene, string environment = "Development", DevelopmentPhone? phone = null)
    {
        var isShared = environment == "Development" && phone is null;
        if (isShared && Idle.TryTake(out var idle))
        {
            idle.stage!.Scene = scene;
            return idle;
        }

        var stage = new Stage { Scene = scene };
        var log = new LogLines();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "JsHrss.IdP",
            ContentRootPath = SourceFolder("src/JsHrss.IdP"),
            EnvironmentName = environment,
        });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Pages:Hall"] = "http://localhost:5300/", ["Pages:App"] = "https://app.example.cn/download", ["Places:9:Network"] = "10.20.0.0/16", ["Places:9:Name"] = "南京市人力资源服务中心一楼大厅" });
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (phone is not null)
            builder.Services.AddSingleton(phone);
        builder.Services.AddPages();
        builder.Services.AddSingleton(new LoadOptions()).AddSingleton<IBrowserMark, EngineBrowserMark>().AddSingleton<ChallengeCookie>().AddSingleton<QuestionMaker>().AddSingleton<PicturePool>().AddHostedService(provider => provider.GetRequiredService<PicturePool>());
        // Made anew for each request's page: the scene changes.
        builder.Services.AddTransient(_ => new SceneDesks(stage.Scene)).AddTransient<ISignOuts>(_ => new SceneSignOuts(stage.Scene)).AddTransient<IUnitDesk>(_ => stage.Scene.Units).AddTransient<IMemberDesk>(_ => stage.Scene.Units).AddTransient<IAddressDesk>(_ => stage.Scene.Addresses).AddTransient<IInstitutionDesk>(_ => stage.Scene.Units);
        foreach (var desk in typeof(SceneDesks).GetInterfaces())
            builder.Services.AddTransient(desk, of => of.GetRequiredService<SceneDesks>());
        builder.Services.AddSingleton(new AttemptOptions()).AddSingleton<IAttemptCounters, NobodyFails>().AddSingleton<ChallengeDesk>();
        builder.Services.AddSingleton<TimeProvider>(new FrozenTime(new(2026, 11, 21, 10, 42, 7, TimeSpan.Zero)));
        var app = builder.Build();
        app.UsePageSecurity();
        app.MapPages();
        app.MapChallenges();
        app.MapGet("/throw", Exception? (string what) => throw (what == "store" ? new StoreUnavailableException("busy") : new InvalidOperationException("secret")));
        app.MapGet("/breach", async (HttpContext browser, IErrorPage page) =>
            await page.ShowAsync(browser, new ProtocolError("invalid_request", "redirect_uri is not registered", "http://evil.example/"), Scene.Hall, browser.RequestAborted));
        app.MapGet("/connect/authorize/resume", async (HttpContext browser, IErrorPage page, string code) =>
            await page.ShowAsync(browser, new ProtocolError(code, "It was refused.", "It was refused."), Scene.Hall, browser.RequestAborted));
        app.MapGet("/connect/logout/resume", async (HttpContext browser, IErrorPage page, string code) =>
            await page.ShowAsync(browser, new ProtocolError(code, "It was refused.", "It was refused."), Scene.Hall, browser.RequestAborted));
        // As the engine does where a hint made asking needless (RP-Initiated Logout §2).
        app.MapGet("/connect/logout", async (HttpContext browser, ISignedOutPage page, SignOutReach reach, bool back) =>
            await page.ShowAsync(browser, new SignedOut(back ? Scene.BackAtHall : null, stage.Scene.Frames) { Reach = reach, Client = Scene.Hall }, browser.RequestAborted));
        await app.StartAsync();
        return new PagesHost(app, isShared ? stage : null) { Log = log };
    }

    /// <summary>A browser without script: keeps cookies, follows nothing, asks for HTML.</summary>
    public PlainBrowser Browser() => new(Address);

    public async ValueTask DisposeAsync()
    {
        if (stage is null)
        {
            await app.DisposeAsync();
            return;
        }

        Log.Take();
        Idle.Add(this);
    }

    public static string SourceFolder(string path) => Path.Combine(IdpHost.Repository, path);

    private sealed class Stage
    {
        public required Scene Scene { get; set; }
    }

    private sealed class NobodyFails : IAttemptCounters
    {
        public ValueTask<AttemptAdmission> ReserveAsync(AttemptClaim claim, AttemptOptions options, CancellationToken ct) => ValueTask.FromResult<AttemptAdmission>(new AttemptAdmission.Admitted(false));

        public ValueTask SpendAsync(HumanChallenge replaced, CancellationToken ct) => ValueTask.CompletedTask;

        public ValueTask GiveBackAsync(AttemptClaim claim, AttemptOptions options, CancellationToken ct) => ValueTask.CompletedTask;

        public ValueTask<bool> NeedsChallengeAsync(string network, AttemptOptions options, DateTimeOffset now, CancellationToken ct) => ValueTask.FromResult(false);
    }

    private sealed class FrozenTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
