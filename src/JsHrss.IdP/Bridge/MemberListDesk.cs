using JsHrss.Accounts;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Api.Units;

namespace JsHrss.IdP.Bridge;

/// <summary>Members as a unit's governors see them: what the domain tells, masked.</summary>
internal sealed class MemberListDesk(ReadMembers read, IBusinessItems catalogue)
{
    public async ValueTask<UnitAnswer> ListAsync(ActingUnit acting, MemberPlace place, CancellationToken ct)
    {
        var found = await read.HandleAsync(acting.Actor, place, ct);
        return found.IsOk ? UnitAnswer.Of(Told(found.Value)) : UnitAnswer.Refused(found.Code!);
    }

    public ValueTask<UnitAnswer> FindAsync(ActingUnit acting, MemberPlace place, string member, CancellationToken ct) =>
        FindAsync(acting, place, member, static one => UnitAnswer.Of(Told(one), one.Version), ct);

    public ValueTask<UnitAnswer> ItemsAsync(ActingUnit acting, MemberPlace place, string member, PageWish wish, CancellationToken ct) => FindAsync(
        acting,
        place,
        member,
        one => UnitAnswer.Of(wish.Cut(one.Role.Word(), one.Items.IsAll, one.Items.Items.Select(code => new ItemMessage(code.Value, catalogue.All.GetValueOrDefault(code)?.Name))), one.Version),
        ct);

    private async ValueTask<UnitAnswer> FindAsync(ActingUnit acting, MemberPlace place, string member, Func<MemberEntry, UnitAnswer> told, CancellationToken ct)
    {
        var found = await read.HandleAsync(acting.Actor, place, ct);
        if (!found.IsOk)
            return UnitAnswer.Refused(found.Code!);
        return MembershipId.Read(member) is { } id && found.Value.Members.FirstOrDefault(one => one.Id == id) is { } entry ? told(entry) : UnitAnswer.Refused(GovernanceErrors.MemberUnknown);
    }

    private static MembersMessage Told(MemberList list) => new()
    {
        ActingAs = list.ActingAs.Word(),
        Terms = new TermsMessage(list.TermsAccepted, GovernanceTerms.Version),
        MayAdd = [.. list.MayAdd.Select(role => role.Word())],
        Cards = [.. list.Cards.Select(card => new CardMessage(card.Role.Word(), card.Level, card.Count, card.Most))],
        Members = [.. list.Members.Select(Told)],
    };

    private static MemberMessage Told(MemberEntry entry) => new()
    {
        Id = entry.Id.ToString(),
        Role = entry.Role.Word(),
        State = entry.State.Word(),
        Name = entry.Name.ToString(),
        DocumentType = entry.Document.Type.Code(),
        DocumentNumber = entry.Document.Number.ToString(),
        Mobile = entry.Mobile?.ToString(),
        GrantedBy = entry.GrantedBy?.ToString(),
        Starts = entry.Period?.Start,
        Ends = entry.Period?.End,
        AllItems = entry.Items.IsAll,
        ItemCount = entry.Items.Items.Count,
        AddedAt = entry.AddedAt.ToOffset(ChinaTime.Offset),
        ConfirmUntil = entry.ConfirmUntil?.ToOffset(ChinaTime.Offset),
        Tag = UnitAnswer.TagOf(entry.Version),
        IsSelf = entry.IsActor,
        Actions = [.. entry.Actions.SelectMany(WordsOf).Distinct()],
    };

    private static string[] WordsOf(GovernanceOperation operation) => operation switch
    {
        GovernanceOperation.GrantItems => ["items"],
        GovernanceOperation.EndAgent or GovernanceOperation.EndAdministrator => ["delete"],
        GovernanceOperation.RenewAgent => ["period"],
        GovernanceOperation.ChangeAdministrator => ["period", "replacement"],
        GovernanceOperation.ChangeRole => ["role"],
        _ => [],
    };
}
