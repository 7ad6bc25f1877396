using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passkeys;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.AppKeys;

/// <summary>Ends the enrolment of a phone, because it was lost or given away. It may be enrolled again by a face check.</summary>
public sealed class EndAppKey(IAppKeyStore keys, TimeProvider clock)
{
    /// <summary>Ends. An enrolled phone is a factor: it takes a fresh proof that changes factors (<see cref="FactorChange"/>, case AS-06).</summary>
    /// <param name="standing">The session as just read.</param>
    /// <param name="key">Which.</param>
    /// <param name="origin">From where.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The key, or <see cref="AppKeyErrors.Unknown"/>, or one of <see cref="PasskeyErrors"/> or <see cref="AuthorityReasons"/>.</returns>
    public async ValueTask<Result<AppKeyId>> HandleAsync(SessionStanding standing, AppKeyId key, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(origin);
        var now = clock.GetUtcNow();
        if (FactorChange.Judge(standing, now) is { IsOk: false } refused)
            return new Refusal(refused.Code!);
        var person = standing.Person.Id;
        var fact = new AuditFact
        {
            Code = FactCodes.AppKeyEnded,
            Result = AuditResult.Ok,
            At = now,
            Subject = person,
            Client = origin.Client,
            Origin = origin,
            Detail = ImmutableDictionary<string, string>.Empty.Add("app_key", key.ToString()),
        };
        var change = new AppKeyEnded(person, key, now, fact, session => SessionFacts.Of(FactCodes.SessionEnded, person, null, session, origin, now) with { Reason = SessionEnds.FactorRemoved });
        return await keys.EndAsync(change, ct).ConfigureAwait(false) ? key : new Refusal(AppKeyErrors.Unknown);
    }
}
