using System.Collections.Immutable;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Token;

/// <summary>
/// A refresh that names another context: a child grant opens there, within what the sign-in of the presented grant reaches, and the presented grant ends in the same list (case RT-06).
/// </summary>
/// <remarks>
/// Nothing is added: same person, session, sign-in, scopes, resources, details and end. Every descendant hangs on the first grant of the family, so that ending
/// that one ends them all. A refusal changes nothing, and the presented token stays what it was.
/// </remarks>
internal sealed class ContextSwitching(
    IHouse house, GrantJudge judge, GivenConsents consents, DetailsDesk details, RefreshTokens refreshTokens, ISubjectIdentifiers subjects, IOptions<OpenIdProviderOptions> options, TimeProvider clock)
{
    /// <summary>Why a grant ended that went over into another context.</summary>
    public const string Ended = "context_switched";

    private readonly string? _parameter = options.Value.ContextParameter;

    /// <summary>Which context the request names; null: none.</summary>
    public string? HintOf(TokenRequest request) => _parameter is null ? null : request.Form[_parameter];

    /// <summary>Whether the request names the context of this grant.</summary>
    public async ValueTask<bool> NamesContextOfAsync(TokenRequest request, Grant grant, CancellationToken ct) =>
        HintOf(request) is { } hint && await house.SwitchContextAsync(grant, hint, ct).ConfigureAwait(false) is ContextSwitch.To to && to.Context == grant.Entitlement.Context;

    /// <summary>The tokens of the child grant; null: the context named is the one that the grant is in.</summary>
    /// <param name="request">Names a context.</param>
    /// <param name="presented">The refresh token, proven to be usable.</param>
    /// <param name="served">Its grant.</param>
    /// <param name="scopes">Scope of the tokens.</param>
    /// <param name="audience">Their audience.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<GrantDecision?> DecideAsync(TokenRequest request, Remembered presented, JudgedGrant served, ImmutableArray<string> scopes, string audience, CancellationToken ct)
    {
        var (client, grant, now) = (request.Client, served.Grant, clock.GetUtcNow());
        switch (await house.SwitchContextAsync(grant, HintOf(request)!, ct).ConfigureAwait(false))
        {
            case ContextSwitch.Ask ask:
                return InteractionRequired(ask.Reason);
            case ContextSwitch.NoneServed none:
                return NotServed(none.Reason);
            case ContextSwitch.To to when to.Context == grant.Entitlement.Context:
                return null;
            case ContextSwitch.To to:
                var child = GrantBinding.After(client, ChildOf(grant, to.Context, now), request.Confirmation).Grant;
                var judged = judge.Judge(client, child, to.Standing);
                if (judged.Served is not { } due)
                    return NotServed(judged.Reason!);
                var e = child.Entitlement;
                if (!await consents.HoldAsync(client, e.Subject!.Value, to.Context, e.Scopes, e.ClaimsRequest, e.AuthorizationDetails, now, ct).ConfigureAwait(false))
                    return InteractionRequired("consent_missing");
                return details.Decide(request, due, scopes, audience).Failed(out var breach, out var given) ? breach : GoOver(request, presented, grant, due, given, audience, now);
            default:
                throw new InvalidOperationException("The house gave an answer outside the closed union.");
        }
    }

    private GrantDecision.Entitled GoOver(TokenRequest request, Remembered presented, Grant from, JudgedGrant due, TokenDetails given, string audience, DateTimeOffset now)
    {
        var (client, child, context) = (request.Client, due.Grant, due.Grant.Entitlement.Context!.Value);
        var (keep, text) = refreshTokens.Next(presented.Handle, child, client, now);
        var changes = ImmutableArray.CreateBuilder<Change>(7);
        // Spent whoever the client is: of several that switch with it at once, one does.
        changes.Add(new Change.Spend(presented.Handle, client.Id, keep.Handle.Key));
        // Before the child is there, which would end with it.
        changes.Add(new Change.End(from.Id, Ended));
        changes.Add(new Change.Open(child));
        changes.Add(keep);
        if (child.Entitlement.Session is { } session)
        {
            changes.Add(new Change.Join(session, client.Id, context, subjects.Session(session, client.Id, context), client.BackchannelLogoutUri));
            if (!child.Offline)
                changes.Add(new Change.Touch(session, now));
        }

        changes.Add(GrantFacts.Switched(child, from));
        return new GrantDecision.Entitled(client, given.Scopes, audience, request.Confirmation) { Grant = due, Details = given.Given, RefreshToken = text, Changes = changes.ToImmutable() };
    }

    /// <remarks>It is as old as the grant it comes from: what was given before <c>not_before</c> does not become younger by a switch.</remarks>
    private Grant ChildOf(Grant grant, ContextId context, DateTimeOffset now) => grant with
    {
        Id = new GrantId(Guid.CreateVersion7(now)),
        Parent = grant.Parent ?? grant.Id,
        Entitlement = grant.Entitlement with { Context = context },
        IdleUntil = refreshTokens.IdleEnd(grant, now),
    };

    /// <summary>The client sends its person's browser with an authorization request instead.</summary>
    private static ProtocolError InteractionRequired(string reason) =>
        new("interaction_required", "The End-User must take a further step: ask for this context by an authorization request.", $"The context cannot be switched without its person: {reason}.");

    /// <summary>One answer, whether the context is closed, somebody else's, or nobody's (case UN-01).</summary>
    private static ProtocolError NotServed(string reason) =>
        new("access_denied", "This context is not served.", $"The context cannot be switched: {reason}.");
}
