using System.Collections.Immutable;
using System.Net;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.Authorization;

/// <summary>Somebody signs out in another tab between the moment in which a session is read and the one in which its grant would open.</summary>
public sealed class SessionEndsMeanwhileTests
{
    private static Task<ProviderHost> StartAsync() => ProviderHost.StartAsync(services =>
    {
        var ledger = (ILedger)services.Last(service => service.ServiceType == typeof(ILedger)).ImplementationInstance!;
        services.AddSingleton<ILedger>(all => new EndingLedger(ledger, all.GetRequiredService<SettableSessions>()));
        services.AddSingleton<ISessions>(all => new RememberingSessions(all.GetRequiredService<SettableSessions>()));
    });

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.6")]
    public async Task A_silent_request_is_told_login_required_at_the_client()
    {
        await using var host = await StartAsync();
        host.SignIn();
        Assert.Equal("login_required", (await new AuthorizeRequest().With("prompt", "none").GetAsync(host.Browser)).ErrorAtHall());
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.3")]
    public async Task Any_other_request_gets_the_sign_in_page()
    {
        await using var host = await StartAsync();
        host.SignIn();
        using var answer = await new AuthorizeRequest().GetAsync(host.Browser);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("/sign-in?interaction=", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Opens no grant of a session, which ends in that moment.</summary>
    private sealed class EndingLedger(ILedger inner, SettableSessions sessions) : ILedger
    {
        public ValueTask<Remembered?> LookAsync(Handle handle, CancellationToken ct) => inner.LookAsync(handle, ct);

        public ValueTask<Remembered?> LookAtSuccessorAsync(Guid key, CancellationToken ct) => inner.LookAtSuccessorAsync(key, ct);

        public ValueTask<TokenState> StateAsync(GrantId? grant, ReadOnlyMemory<byte> tokenDigest, Freshness freshness, CancellationToken ct) => inner.StateAsync(grant, tokenDigest, freshness, ct);

        public ValueTask<Outcome> ApplyAsync(ImmutableArray<Change> changes, CancellationToken ct)
        {
            if (!changes.Any(change => change is Change.Open))
                return inner.ApplyAsync(changes, ct);
            sessions.Current = null;
            return ValueTask.FromResult<Outcome>(new Outcome.GrantEnded());
        }
    }

    /// <summary>Reads a session once a request, as the host does.</summary>
    private sealed class RememberingSessions(SettableSessions inner) : ISessions
    {
        public async ValueTask<SignedIn?> CurrentAsync(HttpContext browser, CancellationToken ct)
        {
            if (!browser.Items.TryGetValue(this, out var known))
                browser.Items[this] = known = await inner.CurrentAsync(browser, ct);
            return (SignedIn?)known;
        }

        public void Forget(HttpContext browser) => browser.Items.Remove(this);
    }
}
