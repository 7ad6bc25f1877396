using System.Collections.Immutable;
using JsHrss.Accounts.Addresses;
using JsHrss.Accounts.Identifiers;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Address books in the database.</summary>
internal sealed class AddressBooks(IHallDatabase database, FieldCipher cipher, AuditWriter audit) : IAddressBooks
{
    public ValueTask<ImmutableArray<DeliveryAddress>> ReadAsync(AddressOwner owner, CancellationToken ct) => database.LookAsync(
        statements => AddressSql.Of(statements.Get(AddressSql.Book), owner),
        row =>
        {
            var all = ImmutableArray.CreateBuilder<DeliveryAddress>();
            while (row.Read())
                all.Add(AddressSql.Read(row, cipher));
            return all.ToImmutable();
        },
        ct);

    public ValueTask<DefaultAddresses> DefaultsAsync(PersonId person, UnitId? unit, CancellationToken ct) => database.LookAsync(
        statements => statements.Get(AddressSql.Defaults).Bind("@person", person.Value).Bind("@unit", unit?.Value),
        row =>
        {
            var found = DefaultAddresses.None;
            while (row.Read())
            {
                var lines = AddressSql.Read(row, cipher).Address;
                found = row.GetInt32(8) == (int)AddressOwnerKind.Person ? found with { Person = lines } : found with { Unit = lines };
            }

            return found;
        },
        ct);

    public ValueTask<AddressStep> AddAsync(AddressWritten change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        return WriteAsync(
            change.Book,
            (write, places) =>
            {
                if (Enumerable.Range(1, AddressBook.Most).Except(places.Select(place => place.Slot)).FirstOrDefault() is not (> 0 and var slot))
                    return (AddressStep.Full, null);
                var isDefault = change.MakeDefault || places.IsEmpty;
                if (isDefault)
                    AddressSql.NoDefault(write, change.Book);
                AddressSql.Add(write, change, slot, isDefault, cipher);
                return (AddressStep.Done, isDefault ? change.Id : null);
            },
            ct);
    }

    public ValueTask<AddressStep> ChangeAsync(AddressWritten change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        return WriteAsync(
            change.Book,
            (write, places) =>
            {
                if (Find(places, change.Id) is not { } place)
                    return (AddressStep.Unknown, null);
                if (!AddressSql.Change(write, change, cipher))
                    return (AddressStep.Changed, null);
                var moves = change.MakeDefault && !place.IsDefault;
                if (moves)
                    AddressSql.Prefer(write, change.Book, change.Id);
                return (AddressStep.Done, moves ? change.Id : null);
            },
            ct);
    }

    public ValueTask<AddressStep> PreferAsync(AddressNamed change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        return WriteAsync(
            change.Book,
            (write, places) =>
            {
                if (Find(places, change.Id) is not { } place)
                    return (AddressStep.Unknown, null);
                if (place.IsDefault)
                    return (null, null);
                AddressSql.Prefer(write, change.Book, change.Id);
                return (AddressStep.Done, change.Id);
            },
            ct);
    }

    public ValueTask<AddressStep> RemoveAsync(AddressNamed change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        return WriteAsync(
            change.Book,
            (write, places) =>
            {
                if (Find(places, change.Id) is not { } place)
                    return (AddressStep.Unknown, null);
                if (!AddressSql.Remove(write, change))
                    return (AddressStep.Changed, null);
                if (!place.IsDefault || places.Length == 1)
                    return (AddressStep.Done, null);
                var oldest = places.First(one => one.Id != change.Id).Id;
                AddressSql.Prefer(write, change.Book, oldest);
                return (AddressStep.Done, oldest);
            },
            ct);
    }

    private static AddressPlace? Find(ImmutableArray<AddressPlace> places, AddressId id)
    {
        foreach (var place in places)
        {
            if (place.Id == id)
                return place;
        }

        return null;
    }

    /// <summary>One change of one book at a time, on all nodes: what it decides by what stands there, no other changes meanwhile.</summary>
    /// <param name="book">Whose.</param>
    /// <param name="change">What becomes of it, and which address became the default by it. Without a step nothing was to be done, and no fact is written.</param>
    /// <param name="ct">Cancels.</param>
    private async ValueTask<AddressStep> WriteAsync(BookChange book, Func<LaneWrite, ImmutableArray<AddressPlace>, (AddressStep? Step, AddressId? Preferred)> change, CancellationToken ct)
    {
        var origin = audit.Origin();
        return await database.WriteAsync(
            write =>
            {
                write.OneAtATime($"addresses {book.Owner}");
                if (book.By is { } actor && !MemberSql.Acts(write, actor, book.Owner.Key, institution: null))
                    return write.Undo(AddressStep.Changed);
                var (step, preferred) = change(write, AddressSql.Places(write, book.Owner));
                if (step is { } refused and not AddressStep.Done)
                    return write.Undo(refused);
                if (step is not null)
                    audit.Write(write, [book.FactOf(preferred)], origin);
                return AddressStep.Done;
            },
            ct).ConfigureAwait(false);
    }
}
