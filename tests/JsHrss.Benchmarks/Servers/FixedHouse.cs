using System.Collections.Immutable;
using System.Text.Json.Nodes;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;

namespace JsHrss.Benchmarks.Servers;

/// <summary>A house with one context that serves everything and says about as much as the real one says of a private person.</summary>
internal sealed class FixedHouse : IHouse
{
    public static readonly ImmutableArray<string> AcrValues = ["urn:bench:acr:registered", "urn:bench:acr:realname"];

    private static readonly ContextId Self = new("self");

    public IStanding Standing { get; } = new OneStanding();

    public ContextDecision DecideContext(AuthorizationRequest request, SignedIn session, PromptAnswer? chosen) => new ContextDecision.Settled(Self);

    public Authentication Authenticate(SignedIn session, ContextId context, DateTimeOffset? recentSince) => new(AcrValues[1], ["pwd"], session.Proofs[^1].At, "local");

    public Verdict Judge(IStanding standing, Grant grant, DateTimeOffset now) => new Verdict.Served(null);

    public ValueTask<JsonObject> ClaimsAsync(Grant grant, IStanding standing, ClaimsFor target, CancellationToken ct)
    {
        var claims = new JsonObject();
        if (target is ClaimsFor.IdToken or ClaimsFor.UserInfo or ClaimsFor.Introspection)
        {
            claims["subject_type"] = "person";
            claims["auth_level"] = "real_name";
        }

        if (target == ClaimsFor.UserInfo)
        {
            claims["name"] = "孙示名";
            claims["birthdate"] = "1970-06-15";
            claims["gender"] = "female";
            claims["locale"] = "zh-CN";
            claims["updated_at"] = 1_750_000_000;
        }

        return ValueTask.FromResult(claims);
    }

    public int RankOf(string acr) => AcrValues.IndexOf(acr);

    private sealed class OneStanding : IStanding;
}
