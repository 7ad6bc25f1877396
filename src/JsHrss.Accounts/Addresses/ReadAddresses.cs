using JsHrss.Accounts.Governance;

namespace JsHrss.Accounts.Addresses;

/// <summary>「我的收件地址」 (R153): one's own, or that of the unit one acts for.</summary>
public sealed class ReadAddresses(IAddressBooks books, IMemberStore members, TimeProvider clock)
{
    /// <summary>Reads a book.</summary>
    /// <returns>The book; or, of a unit's, <see cref="GovernanceErrors.UnitUnknown"/>, <see cref="GovernanceErrors.NotServed"/>, <see cref="GovernanceErrors.Forbidden"/>.</returns>
    public async ValueTask<Result<AddressBook>> HandleAsync(AddressActor actor, CancellationToken ct)
    {
        var opened = await OpenBook.OpenAsync(members, actor, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!opened.IsOk)
            return new Refusal(opened.Code!);
        return new AddressBook(await books.ReadAsync(opened.Value.Owner, ct).ConfigureAwait(false), opened.Value.MayChange);
    }
}
