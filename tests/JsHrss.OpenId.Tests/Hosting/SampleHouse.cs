using System.Collections.Immutable;
using System.Text.Json.Nodes;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.Hosting;

/// <summary>A house whose every decision a test may replace. By default: one context, everything served.</summary>
public sealed class SampleHouse : IHouse
{
    public static readonly ContextId Self = new("self");

    public static readonly ImmutableArray<string> AcrValues = ["urn:test:low", "urn:test:middle", "urn:test:high"];

    public IStanding Standing { get; } = new SampleStanding();

    public Func<AuthorizationRequest, SignedIn, PromptAnswer?, ContextDecision> Decide { get; set; } = (_, _, _) => new ContextDecision.Settled(Self);

    public Func<SignedIn, ContextId, Authentication> Authenticated { get; set; } =
        (session, _) => new Authentication(AcrValues[1], [session.Proofs[^1].Method], session.Proofs[^1].At, "local");

    /// <summary>As asked last.</summary>
    public DateTimeOffset? RecentSince { get; private set; }

    public Func<Grant, DateTimeOffset, Verdict> Judged { get; set; } = (_, _) => new Verdict.Served(null);

    public Func<Grant, ClaimsFor, JsonObject> Claims { get; set; } = (_, _) => [];

    public Func<string, bool> Reachable { get; set; } = _ => true;

    public ContextDecision DecideContext(AuthorizationRequest request, SignedIn session, PromptAnswer? chosen) => Decide(request, session, chosen);

    public Authentication Authenticate(SignedIn session, ContextId context, DateTimeOffset? recentSince)
    {
        RecentSince = recentSince;
        return Authenticated(session, context);
    }

    public Verdict Judge(IStanding standing, Grant grant, DateTimeOffset now) => Judged(grant, now);

    public ValueTask<JsonObject> ClaimsAsync(Grant grant, IStanding standing, ClaimsFor target, CancellationToken ct) => ValueTask.FromResult(Claims(grant, target));

    public int RankOf(string acr) => AcrValues.IndexOf(acr);

    public bool CanReach(SignedIn session, ContextId context, string acr) => Reachable(acr);

    /// <summary>Where a refresh that names a context leads; by default to the context of that name.</summary>
    public Func<Grant, string, ContextSwitch>? Switched { get; set; }

    public ValueTask<ContextSwitch> SwitchContextAsync(Grant grant, string hint, CancellationToken ct) =>
        ValueTask.FromResult(Switched?.Invoke(grant, hint) ?? new ContextSwitch.To(new ContextId(hint), Standing));

    private sealed class SampleStanding : IStanding;
}
