using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Addresses;

/// <summary>「默认」 and 「删除」 (R153).</summary>
public sealed class ArrangeAddresses(IAddressBooks books, IMemberStore members, TimeProvider clock)
{
    /// <summary>Makes an address the default of its book.</summary>
    /// <returns>Null: done, or it was already. Else <see cref="AddressErrors.Unknown"/>, <see cref="AddressErrors.Changed"/>, or a refusal of the unit.</returns>
    public ValueTask<string?> PreferAsync(AddressActor actor, AddressId id, CancellationToken ct) =>
        HandleAsync(actor, book => books.PreferAsync(new AddressNamed(book.Change(FactCodes.AddressPreferred, id), id, 0), ct), ct);

    /// <summary>Removes an address as it was seen. After the default the oldest that is left becomes it.</summary>
    /// <returns>Null: done. Else <see cref="AddressErrors.Unknown"/>, <see cref="AddressErrors.Changed"/>, or a refusal of the unit.</returns>
    public ValueTask<string?> RemoveAsync(AddressActor actor, AddressId id, int version, CancellationToken ct) =>
        HandleAsync(actor, book => books.RemoveAsync(new AddressNamed(book.Change(FactCodes.AddressRemoved, id), id, version), ct), ct);

    private async ValueTask<string?> HandleAsync(AddressActor actor, Func<OpenBook, ValueTask<AddressStep>> change, CancellationToken ct)
    {
        var opened = await OpenBook.OpenAsync(members, actor, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!opened.IsOk)
            return opened.Code;
        return opened.Value.MayChange ? OpenBook.RefusalOf(await change(opened.Value).ConfigureAwait(false)) : GovernanceErrors.Forbidden;
    }
}
