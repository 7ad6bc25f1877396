using System.Collections.Immutable;
using JsHrss.Accounts;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Limits;
using JsHrss.IdP.Web.Units;

namespace JsHrss.IdP.Bridge;

/// <summary>Members for the pages, over the domain's use cases. Whoever acts, and where, is read from the session anew for each of them, and counted as the API counts them.</summary>
internal sealed class MemberPagesDesk(
    ReadMembers read, AcceptTerms accept, AddMember add, EndMember end, RenewMandate renew, ChangeRole change, ReplaceAdministrator replace, GrantItems grant, CatalogueTree catalogue, UnitSession units, GovernanceLimits limits, GovernanceRefusals refusals) : IMemberDesk
{
    public async ValueTask<(MembersShown? Members, string? Refusal)> ListAsync(HttpContext browser, MembersOf place, CancellationToken ct)
    {
        if (await units.OpenAsync(browser, place.Acting, ct) is not { } open)
            return (null, GovernanceErrors.UnitUnknown);
        if (PlaceOf(open, place) is not { } governed)
            return (null, GovernanceErrors.InstitutionUnknown);
        var listed = await read.HandleAsync(open.Actor(browser), governed, ct);
        return listed.IsOk ? (Show(listed.Value), null) : (null, listed.Code);
    }

    public ValueTask<string?> AcceptAsync(HttpContext browser, MembersOf place, int terms, CancellationToken ct) =>
        DoAsync(browser, place, (actor, governed) => accept.HandleAsync(actor, governed, terms, ct), ct);

    public ValueTask<string?> AddAsync(HttpContext browser, MembersOf place, MemberTyped typed, CancellationToken ct) =>
        DoAsync(browser, place, (actor, governed) => add.HandleAsync(actor, governed, MemberWords.RoleOf(typed.Role), FormOf(typed), [], ct), ct);

    public ValueTask<string?> EndAsync(HttpContext browser, MemberTarget target, CancellationToken ct) =>
        DoAsync(browser, target, (actor, seen) => end.HandleAsync(actor, seen, ct), ct);

    public ValueTask<string?> RenewAsync(HttpContext browser, MemberTarget target, DateOnly? start, DateOnly? end, CancellationToken ct) =>
        DoAsync(browser, target, (actor, seen) => renew.HandleAsync(actor, seen, new MandatePeriod(start, end), ct), ct);

    public ValueTask<string?> ChangeRoleAsync(HttpContext browser, MemberTarget target, string? role, CancellationToken ct) =>
        DoAsync(browser, target, (actor, seen) => change.HandleAsync(actor, seen, MemberWords.RoleOf(role), ct), ct);

    public ValueTask<string?> ReplaceAsync(HttpContext browser, MemberTarget target, MemberTyped typed, CancellationToken ct) =>
        DoAsync(browser, target, (actor, seen) => replace.HandleAsync(actor, seen, FormOf(typed), ct), ct);

    public ValueTask<string?> GrantAsync(HttpContext browser, MemberTarget target, ImmutableArray<string> items, CancellationToken ct) =>
        DoAsync(browser, target, (actor, seen) => grant.HandleAsync(actor, seen, items, ct), ct);

    public ItemTree Tree(IReadOnlySet<string> granted) => catalogue.Of(granted);

    private async ValueTask<string?> DoAsync<T>(HttpContext browser, MembersOf place, Func<GovernanceActor, MemberPlace, ValueTask<Result<T>>> command, CancellationToken ct)
        where T : notnull
    {
        if (await units.OpenAsync(browser, place.Acting, ct) is not { } open)
            return GovernanceErrors.UnitUnknown;
        if (PlaceOf(open, place) is not { } governed)
            return GovernanceErrors.InstitutionUnknown;
        if (limits.RefusedFor(browser, open.Standing.Person.Id) is { } wait)
            return Later(browser, wait);
        var actor = open.Actor(browser);
        var code = (await command(actor, governed)).Code;
        // Told on the form; what leads to a 403 is written down where that is answered (RefusedTry).
        if (code == GovernanceErrors.NotMatched)
            await refusals.NoteAsync(browser, actor, governed.Unit, code, null, ct);
        return code == GovernanceErrors.TooMany ? Later(browser, limits.UntilNextTries()) : code;
    }

    // Whether somebody may govern there, and whether the unit has such an institution, is the use cases' to say.
    private static MemberPlace? PlaceOf(ActingMember open, MembersOf place) =>
        place.Institution is null ? open.Place : InstitutionId.Read(place.Institution) is { } institution ? new MemberPlace(open.Unit.Unit, institution) : null;

    /// <summary>What comes too often, as the API answers it.</summary>
    public static string Later(HttpContext browser, TimeSpan wait)
    {
        browser.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        browser.Response.Headers.RetryAfter = LoadLimits.RetryAfter(wait);
        return IMemberDesk.TooMany;
    }

    private ValueTask<string?> DoAsync(HttpContext browser, MemberTarget target, Func<GovernanceActor, SeenMember, ValueTask<Result<MemberDone>>> command, CancellationToken ct) =>
        MembershipId.Read(target.Member) is { } member
            ? DoAsync(browser, target.Place, (actor, governed) => command(actor, new SeenMember(governed, member, target.Version)), ct)
            : ValueTask.FromResult<string?>(GovernanceErrors.MemberUnknown);

    private static MemberForm FormOf(MemberTyped typed) => new(
        typed.Name,
        typed.DocumentType,
        typed.DocumentNumber,
        // Without script the field stands there for every type; what is in it concerns passports alone.
        typed.DocumentType == IdDocumentType.ForeignPassport.Code() && !string.IsNullOrWhiteSpace(typed.Country) ? typed.Country.Trim() : null,
        typed.Mobile,
        new MandatePeriod(typed.Start, typed.End));

    private static MembersShown Show(MemberList list) => new(
        GovernanceTerms.Version,
        list.TermsAccepted,
        [.. list.MayAdd.Select(role => role.Word())],
        [.. list.Cards.Select(card => new MemberCount(card.Role.Word(), card.Level, card.Count, card.Most))],
        [.. list.Members.Select(Show)])
    {
        Institution = list.Institution is { } one ? new InstitutionGoverned(one.Name, one.Number?.Value, one.Status == UnitStatus.Active) : null,
    };

    private static MemberShown Show(MemberEntry member) => new()
    {
        Id = member.Id.ToString(),
        Role = member.Role.Word(),
        State = member.State.Word(),
        Name = member.Name.ToString(),
        Number = member.Document.Number.ToString(),
        Mobile = member.Mobile?.ToString(),
        GrantedBy = member.GrantedBy?.ToString(),
        Start = member.Period?.Start,
        End = member.Period?.End,
        Items = member.Items.IsAll ? null : [.. member.Items.Items.Select(item => item.Value)],
        ConfirmUntil = member.ConfirmUntil,
        Version = member.Version,
        IsSelf = member.IsActor,
        Actions = [.. Order.Where(action => member.Actions.Any(operation => ActionsOf(operation).Contains(action)))],
    };

    // As the cards show them: what ends somebody stands last and apart.
    private static ImmutableArray<string> Order { get; } = ["items", "renew", "replace", "role", "end"];

    private static string[] ActionsOf(GovernanceOperation operation) => operation switch
    {
        GovernanceOperation.GrantItems => ["items"],
        GovernanceOperation.RenewAgent => ["renew"],
        GovernanceOperation.ChangeAdministrator => ["renew", "replace"],
        GovernanceOperation.ChangeRole => ["role"],
        GovernanceOperation.EndAgent or GovernanceOperation.EndAdministrator => ["end"],
        _ => [],
    };
}
