using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Addresses;

/// <summary>The address books of persons and units. The changes of one book are made one at a time on all nodes; whatever they are, a book that is not empty has exactly one default afterwards, and no more than <see cref="AddressBook.Most"/> addresses.</summary>
public interface IAddressBooks
{
    /// <summary>A book: the default first, then the oldest first. Read live.</summary>
    ValueTask<ImmutableArray<DeliveryAddress>> ReadAsync(AddressOwner owner, CancellationToken ct);

    /// <summary>The default of a person's book and that of a unit's, in one look.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="unit">Of which unit besides; null: of none.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<DefaultAddresses> DefaultsAsync(PersonId person, UnitId? unit, CancellationToken ct);

    /// <summary>Adds an address; the first of a book becomes its default. <see cref="AddressStep.Done"/>, <see cref="AddressStep.Full"/> or <see cref="AddressStep.Changed"/>.</summary>
    ValueTask<AddressStep> AddAsync(AddressWritten change, CancellationToken ct);

    /// <summary>Writes an address anew, over the version before. <see cref="AddressStep.Done"/>, <see cref="AddressStep.Unknown"/> or <see cref="AddressStep.Changed"/>.</summary>
    ValueTask<AddressStep> ChangeAsync(AddressWritten change, CancellationToken ct);

    /// <summary>Makes an address the default instead of what was; already it: done, and no fact. <see cref="AddressStep.Done"/>, <see cref="AddressStep.Unknown"/> or <see cref="AddressStep.Changed"/>.</summary>
    ValueTask<AddressStep> PreferAsync(AddressNamed change, CancellationToken ct);

    /// <summary>Removes an address as it was seen; after the default the oldest that is left becomes it. <see cref="AddressStep.Done"/>, <see cref="AddressStep.Unknown"/> or <see cref="AddressStep.Changed"/>.</summary>
    ValueTask<AddressStep> RemoveAsync(AddressNamed change, CancellationToken ct);
}

/// <summary>Defaults; null: the book is empty, or was not asked for.</summary>
/// <param name="Person">Of the person's own book.</param>
/// <param name="Unit">Of the unit's book.</param>
public sealed record DefaultAddresses(PostalAddress? Person, PostalAddress? Unit)
{
    /// <summary>Neither.</summary>
    public static DefaultAddresses None { get; } = new(null, null);
}

/// <summary>In whose book something is changed, when, and by whom.</summary>
/// <param name="Owner">Whose.</param>
/// <param name="By">The member who acts, as just read: the change is made only while that holds. Null: the person themselves.</param>
/// <param name="At">UTC.</param>
/// <param name="FactOf">The audit fact. Given is the address that became the default by this change; null: the default is what it was.</param>
public sealed record BookChange(AddressOwner Owner, ActorSeen? By, DateTimeOffset At, Func<AddressId?, AuditFact> FactOf);

/// <summary>An address that is written.</summary>
/// <param name="Book">Where.</param>
/// <param name="Id">Which.</param>
/// <param name="Version">What it is then; 1 for a new one.</param>
/// <param name="Address">What is written.</param>
/// <param name="MakeDefault">It becomes the default.</param>
public sealed record AddressWritten(BookChange Book, AddressId Id, int Version, PostalAddress Address, bool MakeDefault);

/// <summary>An address that something is done to.</summary>
/// <param name="Book">Where.</param>
/// <param name="Id">Which.</param>
/// <param name="Version">As it was seen; not asked where only the default moves.</param>
public sealed record AddressNamed(BookChange Book, AddressId Id, int Version);

/// <summary>What became of a change.</summary>
public enum AddressStep
{
    /// <summary>Done.</summary>
    Done = 1,

    /// <summary>The book is full.</summary>
    Full,

    /// <summary>This book has no such address.</summary>
    Unknown,

    /// <summary>Address or acting member are not what they were.</summary>
    Changed,
}
