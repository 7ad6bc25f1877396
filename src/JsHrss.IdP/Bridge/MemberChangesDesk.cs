using JsHrss.Accounts;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.IdP.Api.Units;

namespace JsHrss.IdP.Bridge;

/// <summary>The four actions of a member's card (R138), over the domain's use cases.</summary>
internal sealed class MemberChangesDesk(EndMember end, RenewMandate renew, ChangeRole role, GrantItems grant)
{
    public ValueTask<UnitAnswer> EndAsync(ActingUnit acting, MemberPlace place, string member, int version, CancellationToken ct) =>
        DoAsync(place, member, version, isGone: true, seen => end.HandleAsync(acting.Actor, seen, ct));

    public ValueTask<UnitAnswer> RenewAsync(ActingUnit acting, MemberPlace place, string member, int version, PeriodBody body, CancellationToken ct) =>
        DoAsync(place, member, version, isGone: false, seen => renew.HandleAsync(acting.Actor, seen, new MandatePeriod(body.Starts, body.Ends), ct));

    public ValueTask<UnitAnswer> ChangeRoleAsync(ActingUnit acting, MemberPlace place, string member, int version, RoleBody body, CancellationToken ct) =>
        DoAsync(place, member, version, isGone: false, seen => role.HandleAsync(acting.Actor, seen, MemberWords.RoleOf(body.Role), ct));

    public ValueTask<UnitAnswer> GrantAsync(ActingUnit acting, MemberPlace place, string member, int version, MemberItemsBody body, CancellationToken ct) =>
        DoAsync(place, member, version, isGone: false, seen => grant.HandleAsync(acting.Actor, seen, body.Items ?? [], ct));

    private static async ValueTask<UnitAnswer> DoAsync(MemberPlace place, string member, int version, bool isGone, Func<SeenMember, ValueTask<Result<MemberDone>>> change)
    {
        // What is no id is nobody's: asked as one, so that whoever may not ask at all hears that first.
        var done = await change(new SeenMember(place, MembershipId.Read(member) ?? default, version));
        return !done.IsOk ? UnitAnswer.Refused(done.Code!) : UnitAnswer.Done(isGone ? null : done.Value.Version);
    }
}

/// <summary>Who comes: adding a member, and putting one administrator in another's place.</summary>
internal sealed class MemberAdditionsDesk(AddMember add, ReplaceAdministrator replace)
{
    public async ValueTask<UnitAnswer> AddAsync(ActingUnit acting, MemberPlace place, string members, NewMemberBody body, CancellationToken ct) =>
        Made(await add.HandleAsync(acting.Actor, place, MemberWords.RoleOf(body.Role), FormOf(body), body.Items ?? [], ct), members);

    public async ValueTask<UnitAnswer> ReplaceAsync(ActingUnit acting, MemberPlace place, string members, string member, int version, ReplacementBody body, CancellationToken ct) =>
        Made(await replace.HandleAsync(acting.Actor, new SeenMember(place, MembershipId.Read(member) ?? default, version), FormOf(body), ct), members);

    private static UnitAnswer Made(Result<MemberDone> done, string members) => done.IsOk
        ? UnitAnswer.Created($"{members}/{done.Value.Membership}", new NewMember(done.Value.Membership.ToString()), done.Value.Version)
        : UnitAnswer.Refused(done.Code!);

    private static MemberForm FormOf(ReplacementBody body) => new(body.Name, body.DocumentType, body.DocumentNumber, body.Country, body.Mobile, new MandatePeriod(body.Starts, body.Ends));
}
