using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Passkeys;

/// <summary>Renames, binds and removes the passkeys of the person who is signed in.</summary>
public sealed class ChangePasskey(IPasskeyStore store, TimeProvider clock)
{
    /// <summary>Renames; a name proves nothing, so the session alone is enough. Refused with <see cref="PasskeyErrors.Unknown"/>.</summary>
    public async ValueTask<Result<CredentialId>> RenameAsync(SessionStanding standing, CredentialId passkey, PasskeyName name, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(origin);
        var person = standing.Person.Id;
        var fact = PasskeyFacts.Of(FactCodes.PasskeyRenamed, person, passkey, origin, clock.GetUtcNow());
        return await store.RenameAsync(new PasskeyRenamed(person, passkey, name, fact), ct).ConfigureAwait(false) ? passkey : new Refusal(PasskeyErrors.Unknown);
    }

    /// <summary>Binds a passkey that a password added to the real person, on the strength of a fresh face check or of another bound key. Refused with one of <see cref="PasskeyErrors"/>.</summary>
    public async ValueTask<Result<CredentialId>> BindAsync(SessionStanding standing, CredentialId passkey, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(origin);
        var now = clock.GetUtcNow();
        if (FactorChange.Judge(standing, now) is { IsOk: false } refused)
            return new Refusal(refused.Code!);
        if (FactorChange.BindingOf(standing, now) is not { } binding)
            return new Refusal(PasskeyErrors.NotBinding);
        var person = standing.Person.Id;
        var fact = PasskeyFacts.Of(FactCodes.PasskeyBound, person, passkey, origin, now);
        fact = fact with { Detail = fact.Detail.Add("bound_by", binding.Method.ToString()) };
        return await store.BindAsync(new PasskeyBound(person, passkey, now, fact), ct).ConfigureAwait(false) ? passkey : new Refusal(PasskeyErrors.Unknown);
    }

    /// <summary>Removes. What stands on it ends: like a password change, a factor that is gone proves nothing any more (cases RT-08, AS-13). Refused with one of <see cref="PasskeyErrors"/>.</summary>
    public async ValueTask<Result<CredentialId>> RemoveAsync(SessionStanding standing, CredentialId passkey, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(origin);
        var now = clock.GetUtcNow();
        if (FactorChange.Judge(standing, now) is { IsOk: false } refused)
            return new Refusal(refused.Code!);
        var person = standing.Person.Id;
        var change = new PasskeyRemoved(
            person,
            passkey,
            now,
            PasskeyFacts.Of(FactCodes.PasskeyRemoved, person, passkey, origin, now),
            session => SessionFacts.Of(FactCodes.SessionEnded, person, null, session, origin, now) with { Reason = SessionEnds.FactorRemoved });
        return await store.RemoveAsync(change, ct).ConfigureAwait(false) ? passkey : new Refusal(PasskeyErrors.Unknown);
    }
}
