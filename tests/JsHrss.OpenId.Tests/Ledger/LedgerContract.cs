using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.Ledger;

/// <summary>
/// What every ledger promises, whatever it is made of. A store's test project derives from this class, opens its store on
/// <see cref="Clock"/>, and passes the whole of it. The folder is self-contained: it needs the ports and xunit only.
/// </summary>
public abstract partial class LedgerContract
{
    /// <summary>The clock the store must be opened with.</summary>
    protected HandMovedClock Clock { get; } = new();

    /// <summary>An empty ledger. Called once a test, before anything else.</summary>
    protected abstract ValueTask<ILedger> OpenAsync();

    /// <summary>The consents beside the ledger opened last.</summary>
    protected abstract IConsents Consents { get; }

    /// <summary>How many facts of this code the ledger opened last holds.</summary>
    protected abstract ValueTask<int> CountFactsAsync(string code);

    /// <summary>The person of the samples; a store with real persons names one it has.</summary>
    protected virtual SubjectId Subject => new("p_sample0000000000000000000");

    /// <summary>The context of the samples.</summary>
    protected virtual ContextId Context => new("self");

    /// <summary>The browser session of the samples.</summary>
    protected virtual SessionId Session => new(new Guid("019a0000-0000-7000-8000-000000000001"));

    /// <summary>The client of the samples.</summary>
    protected virtual ClientId Client => new("hall");

    /// <summary>Another client.</summary>
    protected virtual ClientId OtherClient => new("partner");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>An open grant with every member filled.</summary>
    private Grant AGrant(GrantId? parent = null) => new(
        new GrantId(Guid.CreateVersion7(Clock.Now)),
        parent,
        Client,
        AnEntitlement(),
        Clock.Now,
        IdleUntil: Clock.Now.AddHours(8),
        EndsAt: Clock.Now.AddHours(12),
        Offline: false,
        EndedBecause: null);

    private Entitlement AnEntitlement() => new(
        Subject,
        Context,
        Session,
        new Authentication("urn:jshrss:acr:realname", ["mfa", "pwd"], Clock.Now.AddMinutes(-3), "local") { StrongAt = Clock.Now.AddMinutes(-4) },
        Scopes: ["openid", "profile", "unit"],
        Resources: [new Uri("https://api.example/items")],
        AuthorizationDetails: Json("""[{"type":"urn:jshrss:item","items":["SI-0101"]}]"""),
        ClaimsRequest: Json("""{"id_token":{"acr":{"essential":true}}}"""),
        new Confirmation("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I", null),
        Actor: null);

    private Change.Keep KeepCode(Handle handle, Grant grant) =>
        new(handle, Client, grant.Id, Encoding.UTF8.GetBytes("""{"challenge":"x"}"""), Clock.Now.AddSeconds(60));

    private Change.Keep KeepRefresh(Handle handle, Grant grant) =>
        new(handle, Client, grant.Id, ReadOnlyMemory<byte>.Empty, grant.EndsAt);

    private Handle Mint(Keepsake kind) => Handle.Mint(kind, Clock.Now).Handle;

    private static Change.Fact AFact(string code) => new(code, "ok", null, null, null, null, null, null);

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    private static ImmutableArray<Change> List(params ReadOnlySpan<Change> changes) => [.. changes];

    private async Task<(ILedger Ledger, Grant Grant, Handle Code)> WithCodeAsync()
    {
        var ledger = await OpenAsync();
        var grant = AGrant();
        var code = Mint(Keepsake.AuthorizationCode);
        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Open(grant), KeepCode(code, grant)), Ct));
        return (ledger, grant, code);
    }

    private async Task<(ILedger Ledger, Grant Grant, Handle Refresh)> WithRefreshAsync()
    {
        var ledger = await OpenAsync();
        var grant = AGrant();
        var refresh = Mint(Keepsake.RefreshToken);
        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Open(grant), KeepRefresh(refresh, grant)), Ct));
        return (ledger, grant, refresh);
    }

    private async Task<(ILedger Ledger, Handle Interaction)> WithInteractionAsync()
    {
        var ledger = await OpenAsync();
        var interaction = Mint(Keepsake.Interaction);
        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(
            List(new Change.Keep(interaction, Client, null, "request"u8.ToArray(), Clock.Now.AddMinutes(30))), Ct));
        return (ledger, interaction);
    }
}
