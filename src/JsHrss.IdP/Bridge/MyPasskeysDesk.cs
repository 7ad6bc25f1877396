using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passkeys;
using JsHrss.Accounts.Standing;
using JsHrss.IdP.Passkeys;
using JsHrss.IdP.Web;

namespace JsHrss.IdP.Bridge;

/// <summary>The passkeys of the person who is signed in, over the domain's use cases.</summary>
internal sealed class MyPasskeysDesk(PasskeyCeremony ceremony, IPasskeyStore store, EnrolPasskey enrol, ChangePasskey change, BrowserSession sessions, TimeProvider clock) : IMyPasskeys
{
    public async ValueTask<MyPasskeys?> ListAsync(HttpContext browser, CancellationToken ct)
    {
        if (await CurrentAsync(browser, ct) is not { } standing || await store.FindAsync(standing.Person.Id, ct) is not { } account)
            return null;
        return new MyPasskeys(
            [.. account.Passkeys.Select(passkey => new MyPasskey(passkey.Id.ToString(), passkey.Name.Value, passkey.CreatedAt, passkey.LastUsedAt, passkey.BackupEligible, passkey.BoundAt is not null))],
            Passkey.MostOfAPerson,
            FactorChange.Judge(standing, clock.GetUtcNow()).Code)
        {
            HasBoundKey = standing.HasBoundKey,
            CanBind = FactorChange.BindingOf(standing, clock.GetUtcNow()) is not null,
        };
    }

    public async ValueTask<string?> QuestionAsync(HttpContext browser, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await CurrentAsync(browser, ct) is not { } standing || !FactorChange.Judge(standing, now).IsOk)
            return null;
        return await ceremony.AskToEnrolAsync(browser, PasskeyChallenge.For(PasskeyPurpose.Enrol, standing.Person.Id, standing.Session.Id, now), standing.Person);
    }

    public async ValueTask<PasskeyChange?> EnrolAsync(HttpContext browser, PasskeyAnswer answer, string name, CancellationToken ct)
    {
        if (await CurrentAsync(browser, ct) is not { } standing)
            return null;
        if (PasskeyName.Read(name) is not { IsOk: true, Value: var kept })
            return new PasskeyChange(PasskeyErrors.NameUnfit);
        if (ceremony.Read(browser, answer) is not { } ticket || !ticket.Challenge.IsOpenFor(PasskeyPurpose.Enrol, standing.Person.Id, standing.Session.Id, clock.GetUtcNow()))
            return new PasskeyChange(PasskeyErrors.ChallengeOver);
        var made = await ceremony.VerifyNewAsync(browser, ticket, answer.Credential ?? "");
        return new PasskeyChange((await enrol.HandleAsync(standing, ticket.Challenge, made, kept, HttpRequestOrigin.Of(browser), ct)).Code);
    }

    public async ValueTask<PasskeyChange?> RenameAsync(HttpContext browser, string? id, string? name, CancellationToken ct)
    {
        if (await CurrentAsync(browser, ct) is not { } standing)
            return null;
        if (CredentialId.Read(id) is not { } passkey)
            return new PasskeyChange(PasskeyErrors.Unknown);
        var read = PasskeyName.Read(name);
        return new PasskeyChange(read.IsOk ? (await change.RenameAsync(standing, passkey, read.Value, HttpRequestOrigin.Of(browser), ct)).Code : read.Code);
    }

    public async ValueTask<PasskeyChange?> BindAsync(HttpContext browser, string? id, CancellationToken ct)
    {
        if (await CurrentAsync(browser, ct) is not { } standing)
            return null;
        return CredentialId.Read(id) is { } passkey
            ? new PasskeyChange((await change.BindAsync(standing, passkey, HttpRequestOrigin.Of(browser), ct)).Code)
            : new PasskeyChange(PasskeyErrors.Unknown);
    }

    public async ValueTask<PasskeyChange?> RemoveAsync(HttpContext browser, string? id, CancellationToken ct)
    {
        if (await CurrentAsync(browser, ct) is not { } standing)
            return null;
        if (CredentialId.Read(id) is not { } passkey)
            return new PasskeyChange(PasskeyErrors.Unknown);
        var removed = await change.RemoveAsync(standing, passkey, HttpRequestOrigin.Of(browser), ct);
        BrowserSession.Forget(browser);
        if (removed.IsOk && await CurrentAsync(browser, ct) is null)
            HallSessionEnding.Clear(browser);
        return new PasskeyChange(removed.Code);
    }

    private ValueTask<SessionStanding?> CurrentAsync(HttpContext browser, CancellationToken ct) => sessions.OwnAsync(browser, ct);
}
