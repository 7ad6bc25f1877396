using System.Net;
using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.EndSession;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.Tests.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JsHrss.OpenId.Tests.Hosting;

/// <summary>The provider on a real server at a free port, over the shipped in-memory ports, with a clock and a session moved by hand.</summary>
public sealed class ProviderHost : IAsyncDisposable
{
    /// <summary>Configured, and so independent of the port the server happens to get.</summary>
    public const string Issuer = "https://id.example";

    private readonly WebApplication _app;
    private readonly BrowserJar _jar;

    private ProviderHost(WebApplication app, HandMovedClock clock, InMemoryLedger ledger, InMemoryClientRegistry clients)
    {
        _app = app;
        Clock = clock;
        Ledger = ledger;
        Clients = clients;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        _jar = NewJar();
        Browser = new HttpClient(_jar) { BaseAddress = Address };
    }

    public HandMovedClock Clock { get; }

    public InMemoryLedger Ledger { get; }

    public InMemoryClientRegistry Clients { get; }

    public Uri Address { get; }

    /// <summary>One browser: keeps cookies, follows no redirect.</summary>
    public HttpClient Browser { get; }

    public SettableSessions Sessions => Service<SettableSessions>();

    public SampleHouse House => Service<SampleHouse>();

    public RecordingErrorPage ErrorPage => Service<RecordingErrorPage>();

    public RecordingSignedOutPage SignedOutPage => Service<RecordingSignedOutPage>();

    public InMemoryOutbox Outbox => Service<InMemoryOutbox>();

    public InMemorySigningKeys Keys => Service<InMemorySigningKeys>();

    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Starts a provider with the sample clients and nobody signed in.</summary>
    /// <param name="services">Replaces or adds services.</param>
    /// <param name="options">Changes options.</param>
    public static async Task<ProviderHost> StartAsync(Action<IServiceCollection>? services = null, Action<OpenIdProviderOptions>? options = null)
    {
        var clock = new HandMovedClock();
        var house = new SampleHouse();
        var ledger = new InMemoryLedger(clock, _ => house.Standing);
        var clients = new InMemoryClientRegistry(SampleClients.All);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<ILedger>(ledger)
            .AddSingleton<IConsents>(ledger)
            .AddSingleton<IDeviceCodes>(ledger)
            .AddSingleton<IClientRegistry>(clients)
            .AddSingleton<InMemorySigningKeys>()
            .AddSingleton<ISigningKeys>(all => all.GetRequiredService<InMemorySigningKeys>())
            .AddSingleton<ISubjectIdentifiers, InMemorySubjectIdentifiers>()
            .AddSingleton<ISuccessorKeys, InMemorySuccessorKeys>()
            .AddSingleton<INonceKeys, InMemoryNonceKeys>()
            .AddSingleton(house)
            .AddSingleton<IHouse>(house)
            .AddSingleton<SettableSessions>()
            .AddSingleton<ISessions>(all => all.GetRequiredService<SettableSessions>())
            .AddSingleton<InMemoryOutbox>()
            .AddSingleton<IOutbox>(all => all.GetRequiredService<InMemoryOutbox>())
            .AddSingleton<ISessionEnding>(all => new InMemorySessionEnding(ledger, all.GetRequiredService<InMemoryOutbox>(), clock, (browser, session) => all.GetRequiredService<SettableSessions>().End(browser, session)))
            .AddSingleton<RecordingSignedOutPage>()
            .AddSingleton<ISignedOutPage>(all => all.GetRequiredService<RecordingSignedOutPage>())
            .AddSingleton<RecordingErrorPage>()
            .AddSingleton<IErrorPage>(all => all.GetRequiredService<RecordingErrorPage>())
            .AddOpenIdProvider(configured =>
            {
                configured.Issuer = Issuer;
                configured.AcrValues = SampleHouse.AcrValues;
                configured.HostParameters = ["unit_hint"];
                configured.ContextParameter = "unit_hint";
                options?.Invoke(configured);
            });
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseRouting();
        app.MapOpenIdProvider();
        await app.StartAsync();
        return new ProviderHost(app, clock, ledger, clients);
    }

    /// <summary>Another browser: a cookie jar of its own.</summary>
    public HttpClient NewBrowser() => new(NewJar()) { BaseAddress = Address };

    private static BrowserJar NewJar() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <summary>A signed-in sample person whose one proof was given now.</summary>
    public SignedIn SignIn(string subject = "p_sample", string method = "pwd") => Sessions.SignIn(subject, method, Clock.Now, House.Standing);

    /// <summary>What one of the host's pages finds when the browser brings this interaction.</summary>
    public ValueTask<PendingInteraction?> FindAsync(string interaction) =>
        Service<IInteractions>().FindAsync(_jar.Present(), interaction, TestContext.Current.CancellationToken);

    /// <summary>What the host's sign-out page finds when this browser brings this handle, or none.</summary>
    public ValueTask<PendingSignOut?> FindSignOutAsync(string? interaction) =>
        Service<ISignOuts>().FindAsync(_jar.Present(), interaction, TestContext.Current.CancellationToken);

    /// <summary>The host's sign-out page ends what the person chose.</summary>
    public async Task<SignedOut> SignOutAsync(string? interaction, SignOutReach reach)
    {
        var browser = _jar.Present();
        var pending = await Service<ISignOuts>().FindAsync(browser, interaction, TestContext.Current.CancellationToken);
        Assert.NotNull(pending);
        return await Service<ISignOuts>().SignOutAsync(browser, pending, reach, TestContext.Current.CancellationToken);
    }

    /// <summary>The host's verification page is posted this entry; cookies it sets reach the browser.</summary>
    internal async Task<EnteredCode> EnterAsync(string? entry, string? address = null)
    {
        var browser = _jar.Present();
        browser.Connection.RemoteIpAddress = address is null ? IPAddress.Loopback : IPAddress.Parse(address);
        var entered = await Service<IDeviceVerification>().BeginAsync(browser, entry, TestContext.Current.CancellationToken);
        _jar.Take(browser);
        return entered;
    }

    /// <summary>The host's approval page: the person signed in approves.</summary>
    public async Task ApproveAsync(string interaction)
    {
        var pending = await FindAsync(interaction);
        Assert.NotNull(pending);
        await Service<IInteractions>().ApproveDeviceAsync(pending, TestContext.Current.CancellationToken);
    }

    /// <summary>The host's approval page: the person signed in refuses.</summary>
    public async Task<HttpResponseMessage> DenyAsync(string interaction, string expected = "/device/denied")
    {
        var pending = await FindAsync(interaction);
        Assert.NotNull(pending);
        var url = await Service<IInteractions>().RefuseAsync(pending, new ProtocolError("access_denied", "The person refused.", "Refused by a test."), TestContext.Current.CancellationToken);
        var answer = await Browser.GetAsync(url, TestContext.Current.CancellationToken);
        Assert.Equal(expected, answer.Headers.NonValidated["Location"].Single());
        return answer;
    }

    /// <summary>One of the host's pages answers a prompt.</summary>
    public async Task AnswerAsync(string interaction, string prompt, string? value)
    {
        var pending = await FindAsync(interaction);
        Assert.NotNull(pending);
        Assert.Equal($"/connect/authorize/resume?interaction={interaction}", await Service<IInteractions>().AnswerAsync(pending, prompt, value, TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await _app.DisposeAsync();
    }
}
