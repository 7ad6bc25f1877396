using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Authorization;

/// <summary>Opens the grant and hands out its code: one atomic list, one round trip.</summary>
internal sealed class CodeDesk(ILedger ledger, GrantFactory grants, ISubjectIdentifiers subjects, TimeProvider clock, IOptions<OpenIdProviderOptions> options)
{
    private readonly TimeSpan _codeLifetime = options.Value.CodeLifetime;

    /// <summary>The code, or null when the waiting request was answered meanwhile.</summary>
    /// <param name="state">Everything settled.</param>
    /// <param name="waiting">Spent in the same list; null when the request never waited.</param>
    /// <param name="ct">Cancels the write.</param>
    public async ValueTask<string?> IssueAsync(InteractionState state, WaitingRequest? waiting, CancellationToken ct)
    {
        var (request, session, context) = (state.Request, state.Session!, state.Context!.Value);
        var now = clock.GetUtcNow();
        var grant = grants.Create(request, session, context, state.Authentication!, now);
        var (code, text) = Handle.Mint(Keepsake.AuthorizationCode, now);
        var payload = new CodePayload(request.RedirectUri, request.RedirectUriWasSent, request.CodeChallenge, request.Nonce);
        ReadOnlySpan<Change> opening =
        [
            new Change.Open(grant),
            new Change.Keep(code, request.Client.Id, grant.Id, payload.ToBytes(), now + _codeLifetime),
            new Change.Join(session.Id, request.Client.Id, context, subjects.Session(session.Id, request.Client.Id, context), request.Client.BackchannelLogoutUri),
            new Change.Touch(session.Id, now),
            new Change.Fact("grant.opened", "ok", null, null, session.Subject, context, request.Client.Id, null),
        ];
        var outcome = await ledger.ApplyAsync(
            waiting is null ? [.. opening] : [new Change.Spend(waiting.Handle, waiting.Client, null), .. opening], ct).ConfigureAwait(false);
        return outcome switch
        {
            Outcome.Done => text,
            Outcome.AlreadySpent or Outcome.Gone when waiting is not null => null,
            _ => throw new InvalidOperationException($"A new grant was refused by the ledger: {outcome.GetType().Name}."),
        };
    }
}
