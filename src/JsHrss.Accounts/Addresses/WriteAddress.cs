using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Addresses;

/// <summary>「新增收件地址」 and 「修改」 (R153).</summary>
public sealed class WriteAddress(IAddressBooks books, IMemberStore members, TimeProvider clock)
{
    /// <summary>Adds an address.</summary>
    /// <param name="actor">Who, to which book.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Empty: done. Else every fault of what was typed, or <see cref="AddressErrors.Full"/>, <see cref="AddressErrors.Changed"/>, or a refusal of the unit.</returns>
    public ValueTask<ImmutableArray<string>> AddAsync(AddressActor actor, AddressTyped typed, CancellationToken ct) => HandleAsync(
        actor,
        typed,
        (book, address) =>
        {
            var id = AddressId.New(book.Now);
            return books.AddAsync(new AddressWritten(book.Change(FactCodes.AddressAdded, id), id, 1, address, typed.MakeDefault), ct);
        },
        ct);

    /// <summary>Changes an address of this book.</summary>
    /// <param name="actor">Who, in which book.</param>
    /// <param name="id">Which; another book's is <see cref="AddressErrors.Unknown"/>.</param>
    /// <param name="version">As it was seen.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>As <see cref="AddAsync"/>, and <see cref="AddressErrors.Unknown"/>.</returns>
    public ValueTask<ImmutableArray<string>> ChangeAsync(AddressActor actor, AddressId id, int version, AddressTyped typed, CancellationToken ct) => HandleAsync(
        actor,
        typed,
        // No version is as high: the next one would not be a number.
        (book, address) => version is < 1 or int.MaxValue
            ? ValueTask.FromResult(AddressStep.Changed)
            : books.ChangeAsync(new AddressWritten(book.Change(FactCodes.AddressChanged, id), id, version + 1, address, typed.MakeDefault), ct),
        ct);

    private async ValueTask<ImmutableArray<string>> HandleAsync(AddressActor actor, AddressTyped typed, Func<OpenBook, PostalAddress, ValueTask<AddressStep>> write, CancellationToken ct)
    {
        var opened = await OpenBook.OpenAsync(members, actor, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!opened.IsOk)
            return [opened.Code!];
        if (!opened.Value.MayChange)
            return [GovernanceErrors.Forbidden];
        var (address, faults) = PostalAddress.Read(typed);
        if (address is null)
            return faults;
        return OpenBook.RefusalOf(await write(opened.Value, address).ConfigureAwait(false)) is { } refusal ? [refusal] : [];
    }
}
