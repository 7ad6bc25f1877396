using System.Collections.Immutable;
using System.Text.Json.Nodes;
using JsHrss.Accounts.Addresses;
using JsHrss.Accounts.Contexts;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.Standing;
using JsHrss.IdP.Clients;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Statements;
using SessionOptions = JsHrss.Accounts.Sessions.SessionOptions;

namespace JsHrss.IdP.Bridge;

/// <summary>The domain's decisions in the engine's words. Decides nothing itself.</summary>
internal sealed class House(IClientRegistry clients, ISessionStore sessionStore, IAddressBooks books, StepUpWays ways, SessionOptions sessions, TimeProvider clock) : IHouse
{
    public const string UnitScope = "unit";
    public const string ItemsScope = "items";

    /// <summary>Changes who acts for the unit, and what the unit says of itself, as far as the person may (docs/units-api.md).</summary>
    public const string MembersScope = "unit.members";

    /// <summary>Opens the interface of the department's own app; only clients whose tokens are bound to a key may have it.</summary>
    public const string AppScope = "app";
    public const string UnitHint = "unit_hint";

    public ContextDecision DecideContext(AuthorizationRequest request, SignedIn session, PromptAnswer? chosen) =>
        ContextChooser.Decide(Ask(request, StandingOf(session), chosen?.Value)) switch
        {
            ContextAnswer.Settled settled => new ContextDecision.Settled(new ContextId(settled.Context.ToString())),
            ContextAnswer.Ask => new ContextDecision.Ask(),
            ContextAnswer.ProofMissing missing => new ContextDecision.ProofMissing(missing.Context is { } context ? new ContextId(context.ToString()) : null),
            ContextAnswer.NoneServed none => new ContextDecision.NoneServed(none.Reason),
            var other => throw new InvalidOperationException($"The domain gave {other.GetType().Name}, outside the closed union."),
        };

    /// <summary>What the domain must know of a request to decide its context.</summary>
    public ContextQuestion Ask(AuthorizationRequest request, SessionStanding standing, string? chosen) =>
        Ask(request.Client, request.Scopes, standing, request.HostParameters.GetValueOrDefault(UnitHint)) with { Chosen = chosen };

    private ContextQuestion Ask(Client client, ImmutableArray<string> scopes, SessionStanding standing, string? hint) => new()
    {
        Standing = standing,
        Now = clock.GetUtcNow(),
        ServesPersons = client.Contexts.Contains("person"),
        ServesUnits = client.Contexts.Contains("unit"),
        AsksUnit = scopes.Contains(UnitScope),
        InstitutionAware = client.HostMembers.ContainsKey(HostMember.InstitutionAware),
        Hint = hint,
        Least = LeastOf(client, standing.Person),
    };

    /// <remarks>A proof of presence decays with <c>Sessions:LiveFor</c>, and sooner with the request's <c>max_age</c> (docs/tokens.md).</remarks>
    public Authentication Authenticate(SignedIn session, ContextId context, DateTimeOffset? recentSince)
    {
        var where = SessionContext.Read(context.Value) ?? throw new InvalidOperationException("A context that is none of ours was settled.");
        var now = clock.GetUtcNow();
        var liveSince = now - sessions.LiveFor;
        var reached = SessionAuthentication.Of(StandingOf(session), where, recentSince > liveSince ? recentSince.Value : liveSince, now);
        return new Authentication(reached.Acr, reached.Amr, reached.At, reached.Provider) { StrongAt = GovernanceProof.At(StandingOf(session), where, now) };
    }

    public Verdict Judge(IStanding standing, Grant grant, DateTimeOffset now)
    {
        if (ContextOf(standing, grant) is not { } context)
            return new Verdict.Refused(AuthorityReasons.NoMembership);
        if (ClientOf(grant) is not { } client)
            return new Verdict.Refused("client_unknown");
        if (context.Unit?.Institution is not null && !client.HostMembers.ContainsKey(HostMember.InstitutionAware))
            return new Verdict.Refused("institution_not_served");
        if (!client.Contexts.Contains(context.Context.IsSelf ? "person" : "unit"))
            return new Verdict.Refused("context_not_served");
        // No token may state more than the account is now (case AS-13): a level that fell since ends what was given at the higher one.
        if (grant.Entitlement.Authentication is { } given && Acr.LevelFor(given.Acr) > context.Person.LevelAt(now))
            return new Verdict.Refused("level_fell");
        return Authority.Of(context, grant.Offline, now, Acr.LevelFor(client.MinAcr)) switch
        {
            AuthorityVerdict.Serves serves => new Verdict.Served(Earlier(serves.Until, EndOfStatedLevel(grant, context.Person))),
            AuthorityVerdict.Refused refused => new Verdict.Refused(refused.Reason),
            var other => throw new InvalidOperationException($"The domain gave {other.GetType().Name}, outside the closed union."),
        };
    }

    public async ValueTask<JsonObject> ClaimsAsync(Grant grant, IStanding standing, ClaimsFor target, CancellationToken ct)
    {
        var context = ContextOf(standing, grant) ?? throw new InvalidOperationException("Claims were asked for a grant that was not judged.");
        var claims = new JsonObject();
        var now = clock.GetUtcNow();
        var level = context.Person.LevelAt(now);
        if (target is ClaimsFor.IdToken or ClaimsFor.UserInfo or ClaimsFor.Introspection)
            AddWho(claims, context, level);
        if (target == ClaimsFor.AccessToken && context.Unit is { } acting)
            claims["represents"] = RepresentsClaim.Short(acting);
        if (target == ClaimsFor.UserInfo)
        {
            var addresses = await AddressesAsync(grant, context, PersonClaims.AtUserInfo, ct);
            PersonClaims.AddByScope(claims, grant.Entitlement, context.Person, addresses.Person);
            PersonClaims.AddByName(claims, grant.Entitlement, context.Person, addresses.Person, ClientOf(grant), PersonClaims.AtUserInfo);
            if (addresses.Unit is { } ofUnit && claims["represents"] is JsonObject represents)
                represents[AddressClaim.Name] = AddressClaim.Of(ofUnit);
        }

        if (target == ClaimsFor.IdToken)
            PersonClaims.AddByName(claims, grant.Entitlement, context.Person, (await AddressesAsync(grant, context, PersonClaims.InIdToken, ct)).Person, ClientOf(grant), PersonClaims.InIdToken);
        return claims;
    }

    /// <summary>The defaults that a part releases; no look-up for whoever did not ask. The unit's is told by scope at UserInfo, and not to those who act within an institution of it (R151).</summary>
    private ValueTask<DefaultAddresses> AddressesAsync(Grant grant, ContextStanding context, string part, CancellationToken ct)
    {
        if (!PersonClaims.AsksAddress(grant.Entitlement, ClientOf(grant), part))
            return ValueTask.FromResult(DefaultAddresses.None);
        var unit = part == PersonClaims.AtUserInfo && grant.Entitlement.Scopes.Contains(AddressClaim.Name) && context.Unit is { Institution: null } acting ? acting.Unit : (Accounts.Identifiers.UnitId?)null;
        return books.DefaultsAsync(context.Person.Id, unit, ct);
    }

    public int RankOf(string acr) => Acr.RankOf(acr);

    /// <remarks>Signing in again proves the same account once more: it raises no level.</remarks>
    public bool CanReach(SignedIn session, ContextId context, string acr) => Acr.RankOf(acr) <= Acr.RankOf(ways.HighestOf(StandingOf(session), clock.GetUtcNow()));

    /// <summary>The least level at which a context counts as served: the client's, unless a face check raises this account to it. Then it is served, and the step-up leads there.</summary>
    private AssuranceLevel? LeastOf(Client client, PersonStanding person) => Acr.LevelFor(client.MinAcr) switch
    {
        AssuranceLevel.RealPerson when ways.ByFace(person, clock.GetUtcNow()) => AssuranceLevel.RealName,
        var least => least,
    };

    /// <summary>No token outlives what its level rests on; null: without end, or a lower level is stated.</summary>
    private static DateTimeOffset? EndOfStatedLevel(Grant grant, PersonStanding person) =>
        grant.Entitlement.Authentication is { } stated && Acr.LevelFor(stated.Acr) == AssuranceLevel.RealPerson ? person.RealPersonUntil : null;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;

    public async ValueTask<ContextSwitch> SwitchContextAsync(Grant grant, string hint, CancellationToken ct)
    {
        var entitlement = grant.Entitlement;
        if (entitlement is not { Session: { } id, Authentication: { } given } || SessionContext.Read(entitlement.Context?.Value) is not { } here || ClientOf(grant) is not { } client)
            return new ContextSwitch.NoneServed("grant_without_session");
        if (await sessionStore.FindAsync(new Accounts.Identifiers.SessionId(id.Value), ct) is not { } standing || standing.Session.Proofs.IsEmpty || !standing.Session.State.IsLiveAt(clock.GetUtcNow()))
            return new ContextSwitch.Ask(AuthorityReasons.SessionEnded);
        var signIn = new GrantedSignIn(given.Acr, given.Amr, given.At, here);
        return ContextSwitching.Decide(Ask(client, entitlement.Scopes, standing, hint), signIn, sessions.LiveFor) switch
        {
            ContextAnswer.Settled settled => new ContextSwitch.To(new ContextId(settled.Context.ToString()), new SessionHouseStanding(standing)),
            ContextAnswer.Ask => new ContextSwitch.Ask("context_not_chosen"),
            ContextAnswer.ProofMissing => new ContextSwitch.Ask("proof_missing"),
            ContextAnswer.NoneServed none => new ContextSwitch.NoneServed(none.Reason),
            var other => throw new InvalidOperationException($"The domain gave {other.GetType().Name}, outside the closed union."),
        };
    }

    private static void AddWho(JsonObject claims, ContextStanding context, AssuranceLevel level)
    {
        claims["subject_type"] = context.Context.IsSelf ? "person" : "unit";
        claims["auth_level"] = level.Word();
        if (context.Unit is { } unit)
            claims["represents"] = RepresentsClaim.Whole(unit);
        else if (context.Person.Profile.Value.Region is { } region)
            claims["region"] = region.Code;
    }

    /// <summary>The domain's standing of a grant: as the ledger read it, or cut from the session while the grant is only proposed. Null: the membership is gone.</summary>
    internal static ContextStanding? ContextOf(IStanding standing, Grant grant)
    {
        switch (standing)
        {
            case HouseStanding remembered:
                return remembered.Value;
            case SessionHouseStanding { Value: var session } when SessionContext.Read(grant.Entitlement.Context?.Value) is { } context:
                return new ContextStanding(session.Person, session.Session.State, context, session.UnitOf(context));
            default:
                return null;
        }
    }

    private static SessionStanding StandingOf(SignedIn session) => ((SessionHouseStanding)session.Standing).Value;

    private Client? ClientOf(Grant grant)
    {
        var found = clients.FindAsync(grant.Client, CancellationToken.None);
        return found.IsCompletedSuccessfully ? found.Result : throw new InvalidOperationException("The client registry answers from memory.");
    }
}
