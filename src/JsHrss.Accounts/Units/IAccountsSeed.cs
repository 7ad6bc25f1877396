using System.Collections.Immutable;
using JsHrss.Accounts.Addresses;
using JsHrss.Accounts.Institutions;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.People;

namespace JsHrss.Accounts.Units;

/// <summary>Plants whole aggregates; Development and tests only.</summary>
public interface IAccountsSeed
{
    /// <summary>Inserts what is not there yet, by key, in one transaction; what is there stays as it is.</summary>
    ValueTask PlantAsync(SeedPlan plan, CancellationToken ct);
}

/// <summary>What is planted, in the order of its members.</summary>
public sealed record SeedPlan
{
    /// <summary>Persons.</summary>
    public ImmutableArray<Person> Persons { get; init; } = [];

    /// <summary>Units.</summary>
    public ImmutableArray<Unit> Units { get; init; } = [];

    /// <summary>Institutions of them.</summary>
    public ImmutableArray<Institution> Institutions { get; init; } = [];

    /// <summary>The catalogue.</summary>
    public ImmutableArray<BusinessItem> Items { get; init; } = [];

    /// <summary>Memberships with their mandates.</summary>
    public ImmutableArray<UnitMember> Members { get; init; } = [];

    /// <summary>Passwords.</summary>
    public ImmutableArray<Credential> Credentials { get; init; } = [];

    /// <summary>Delivery addresses of persons and units that are planted by the same plan.</summary>
    public ImmutableArray<SeedAddress> Addresses { get; init; } = [];
}

/// <summary>A delivery address that is planted.</summary>
/// <param name="Owner">In whose book.</param>
/// <param name="Entry">What stands there.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record SeedAddress(AddressOwner Owner, DeliveryAddress Entry, DateTimeOffset CreatedAt);
