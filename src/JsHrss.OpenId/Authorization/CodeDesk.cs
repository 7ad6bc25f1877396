using System.Collections.Immutable;
using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Authorization;

/// <summary>Answers a request once: opens the grant and hands out its code, or notes the refusal. One atomic list, one round trip.</summary>
internal sealed class CodeDesk(ILedger ledger, GrantFactory grants, ISubjectIdentifiers subjects, DeviceApproval devices, TimeProvider clock, IOptions<OpenIdProviderOptions> options)
{
    private readonly TimeSpan _codeLifetime = options.Value.CodeLifetime;

    /// <summary>The code; or that the waiting or the pushed request was answered meanwhile; or that the session ended meanwhile, with nothing spent.</summary>
    /// <param name="state">Everything settled.</param>
    /// <param name="waiting">Spent in the same list; null when the request never waited.</param>
    /// <param name="ct">Cancels the write.</param>
    public async ValueTask<CodeIssue> IssueAsync(InteractionState state, WaitingRequest? waiting, CancellationToken ct)
    {
        if (state.Request.Device is not null)
        {
            var decision = await devices.ApproveAsync(state, Spending(state.Request, waiting), null, ct).ConfigureAwait(false);
            return decision is DeviceDecision.SessionEnded ? new CodeIssue.SessionEnded() : new CodeIssue.Device(decision);
        }

        var (request, session, context) = (state.Request, state.Session!, state.Context!.Value);
        var now = clock.GetUtcNow();
        var grant = grants.Create(request, session, context, state.Authentication!, now);
        var (code, text) = Handle.Mint(Keepsake.AuthorizationCode, now);
        var payload = new CodePayload(request.RedirectUri, request.RedirectUriWasSent, request.CodeChallenge, request.Nonce, request.DpopJkt);
        ReadOnlySpan<Change> opening =
        [
            new Change.Open(grant),
            new Change.Keep(code, request.Client.Id, grant.Id, payload.ToBytes(), now + _codeLifetime),
            new Change.Join(session.Id, request.Client.Id, context, subjects.Session(session.Id, request.Client.Id, context), request.Client.BackchannelLogoutUri),
            new Change.Touch(session.Id, now),
            new Change.Fact("grant.opened", "ok", null, null, session.Subject, context, request.Client.Id, null),
        ];
        var spending = Spending(request, waiting);
        var outcome = await ledger.ApplyAsync([.. spending, .. opening], ct).ConfigureAwait(false);
        return outcome switch
        {
            Outcome.Done => new CodeIssue.Code(text),
            Outcome.AlreadySpent or Outcome.Gone when !spending.IsEmpty => new CodeIssue.AnsweredBefore(),
            Outcome.GrantEnded => new CodeIssue.SessionEnded(), // signed out in another tab while this was being decided
            _ => throw new InvalidOperationException($"A new grant was refused by the ledger: {outcome.GetType().Name}."),
        };
    }

    /// <summary>Ends a waiting request that a page refused.</summary>
    /// <returns>False when it was answered meanwhile: that answer stands.</returns>
    public async ValueTask<bool> RefuseAsync(AuthorizationRequest request, WaitingRequest waiting, Refusal refusal, CancellationToken ct)
    {
        ContextId? context = refusal.Context is { } named ? new ContextId(named) : null;
        var fact = new Change.Fact("authorization.refused", "refused", refusal.Code, null, null, context, request.Client.Id, null);
        return await ledger.ApplyAsync([.. Spending(request, waiting), fact], ct).ConfigureAwait(false) is Outcome.Done;
    }

    /// <summary>Denies the device of a waiting request that a page refused.</summary>
    public ValueTask<DeviceDecision> RefuseDeviceAsync(AuthorizationRequest request, WaitingRequest waiting, Refusal refusal, CancellationToken ct) =>
        devices.DenyAsync(request, refusal.Code, null, refusal.Context is { } named ? new ContextId(named) : null, Spending(request, waiting), ct);

    /// <summary>What is used up by an answer: the waiting request, and the pushed one (RFC 9126 §4: one-time use), whichever there is.</summary>
    private static ImmutableArray<Change> Spending(AuthorizationRequest request, WaitingRequest? waiting)
    {
        var spending = ImmutableArray.CreateBuilder<Change>(2);
        if (waiting is not null)
            spending.Add(new Change.Spend(waiting.Handle, waiting.Client, null));
        if (request.Pushed is { } pushed)
            spending.Add(new Change.Spend(pushed, request.Client.Id, null));
        return spending.ToImmutable();
    }
}
