using System.Collections.Immutable;
using JsHrss.Accounts.Addresses;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.IdP.Limits;
using JsHrss.IdP.Web.Addresses;

namespace JsHrss.IdP.Bridge;

/// <summary>Address books for the pages, over the domain's use cases. Whoever acts, and on which book, is read from the session anew for each of them; changes are counted as those of units are.</summary>
internal sealed class AddressDesk(ReadAddresses read, WriteAddress write, ArrangeAddresses arrange, BrowserSession sessions, UnitSession units, GovernanceLimits limits) : IAddressDesk
{
    public async ValueTask<(AddressBookShown? Book, string? Refusal)> ListAsync(HttpContext browser, string? acting, CancellationToken ct)
    {
        var (actor, nobody) = await ActorAsync(browser, acting, ct);
        if (actor is null)
            return (null, nobody);
        var found = await read.HandleAsync(actor, ct);
        return found.IsOk ? (Show(found.Value), null) : (null, found.Code);
    }

    public ValueTask<ImmutableArray<string>> AddAsync(HttpContext browser, string? acting, AddressTyped typed, CancellationToken ct) =>
        WriteAsync(browser, acting, actor => write.AddAsync(actor, typed, ct), ct);

    public ValueTask<ImmutableArray<string>> ChangeAsync(HttpContext browser, string? acting, AddressTarget target, AddressTyped typed, CancellationToken ct) =>
        WriteAsync(browser, acting, actor => AddressId.Read(target.Id) is { } id ? write.ChangeAsync(actor, id, target.Version, typed, ct) : ValueTask.FromResult<ImmutableArray<string>>([AddressErrors.Unknown]), ct);

    public async ValueTask<string?> PreferAsync(HttpContext browser, string? acting, string? id, CancellationToken ct) =>
        First(await WriteAsync(browser, acting, async actor => All(AddressId.Read(id) is { } read ? await arrange.PreferAsync(actor, read, ct) : AddressErrors.Unknown), ct));

    public async ValueTask<string?> RemoveAsync(HttpContext browser, string? acting, AddressTarget target, CancellationToken ct) =>
        First(await WriteAsync(browser, acting, async actor => All(AddressId.Read(target.Id) is { } read ? await arrange.RemoveAsync(actor, read, target.Version, ct) : AddressErrors.Unknown), ct));

    private async ValueTask<ImmutableArray<string>> WriteAsync(HttpContext browser, string? acting, Func<AddressActor, ValueTask<ImmutableArray<string>>> change, CancellationToken ct)
    {
        var (actor, nobody) = await ActorAsync(browser, acting, ct);
        if (actor is null)
            return All(nobody);
        var person = actor is AddressActor.Member member ? member.Actor.Person : ((AddressActor.Self)actor).Person;
        return limits.RefusedFor(browser, person) is { } wait ? [MemberPagesDesk.Later(browser, wait)] : await change(actor);
    }

    private async ValueTask<(AddressActor? Actor, string? Nobody)> ActorAsync(HttpContext browser, string? acting, CancellationToken ct)
    {
        if (acting is null)
            return await sessions.OwnAsync(browser, ct) is { } own ? (new AddressActor.Self(own.Person.Id, HttpRequestOrigin.Of(browser)), null) : (null, IAddressDesk.SignedOut);
        return await units.OpenAsync(browser, acting, ct) is { } open ? (new AddressActor.Member(open.Actor(browser), open.Unit.Unit), null) : (null, GovernanceErrors.UnitUnknown);
    }

    private static AddressBookShown Show(AddressBook book) => new(
        [.. book.All.Select(one => new AddressShown { Id = one.Id.ToString(), Version = one.Version, IsDefault = one.IsDefault, Address = one.Address })],
        book.Left,
        book.MayChange);

    private static ImmutableArray<string> All(string? refusal) => refusal is null ? [] : [refusal];

    private static string? First(ImmutableArray<string> refusals) => refusals.IsEmpty ? null : refusals[0];
}
