using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Addresses;

/// <summary>我的收件地址: the book of a person or of a unit, as somebody sees it.</summary>
/// <param name="All">The default first, then the oldest first.</param>
/// <param name="MayChange">Whether whoever sees it may change it.</param>
public sealed record AddressBook(ImmutableArray<DeliveryAddress> All, bool MayChange)
{
    /// <summary>「最多10个」 (R153).</summary>
    public const int Most = 10;

    /// <summary>「还可以增加 9 个」.</summary>
    public int Left => Math.Max(0, Most - All.Length);
}

/// <summary>收件地址: an address in a book.</summary>
/// <param name="Id">Which.</param>
/// <param name="Version">Counts changes of what is written, from 1.</param>
/// <param name="Address">What is written.</param>
/// <param name="IsDefault">「默认」: of every book that is not empty exactly one.</param>
public sealed record DeliveryAddress(AddressId Id, int Version, PostalAddress Address, bool IsDefault);

/// <summary>Whose book: each statement about an address names it, so that another's address is never found by its id.</summary>
public readonly record struct AddressOwner
{
    private AddressOwner(AddressOwnerKind kind, Guid key) => (Kind, Key) = (kind, key);

    /// <summary>A person or a unit.</summary>
    public AddressOwnerKind Kind { get; }

    /// <summary>Key of it.</summary>
    public Guid Key { get; }

    /// <summary>A person's own book.</summary>
    public static AddressOwner Of(PersonId person) => new(AddressOwnerKind.Person, person.Value);

    /// <summary>A unit's book.</summary>
    public static AddressOwner Of(UnitId unit) => new(AddressOwnerKind.Unit, unit.Value);

    /// <inheritdoc />
    public override string ToString() => $"{Kind} {Key:N}";
}

/// <summary>Kinds of owners. Stored; the numbers never change.</summary>
public enum AddressOwnerKind
{
    /// <summary>A person.</summary>
    Person = 1,

    /// <summary>A unit.</summary>
    Unit = 2,
}
