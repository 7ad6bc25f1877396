using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.SignIn;

/// <summary>Finds accounts by what was typed. Each look-up is one round trip, by keyed index, and costs the same whether it finds or not.</summary>
public interface IAccountDirectory
{
    /// <summary>Persons whose document number is one of <see cref="AccountIdentifier.Numbers"/> (of whatever type) or whose mobile number is <see cref="AccountIdentifier.Phone"/>. More than one only when types or kinds share a number.</summary>
    ValueTask<ImmutableArray<PersonalAccount>> FindPersonsAsync(AccountIdentifier account, CancellationToken ct);

    /// <summary>Memberships, not ended, of the persons so found in the units or institutions so coded. A unit's own code finds memberships in the unit itself, an institution's number those in the institution (case UN-19).</summary>
    ValueTask<ImmutableArray<UnitAccount>> FindMembersAsync(UnitCode unit, AccountIdentifier account, CancellationToken ct);
}

/// <summary>A person who may be meant.</summary>
/// <param name="Person">State; the profile tells document and phone.</param>
/// <param name="Password">The personal password; null: none was set.</param>
public sealed record PersonalAccount(PersonStanding Person, StoredPassword? Password);

/// <summary>A membership that may be meant.</summary>
/// <param name="Person">State of the person.</param>
/// <param name="Unit">State of membership, unit, institution and mandate.</param>
/// <param name="Password">The membership's password; null: none was set.</param>
public sealed record UnitAccount(PersonStanding Person, UnitStanding Unit, StoredPassword? Password);

/// <summary>A password as far as a sign-in needs it.</summary>
/// <param name="Id">Where attempts are counted.</param>
/// <param name="Hash">What is compared with.</param>
/// <param name="State">Initial or normal.</param>
/// <param name="ExpiresAt">End of an initial one, UTC.</param>
public sealed record StoredPassword(CredentialId Id, PasswordHash Hash, CredentialState State, DateTimeOffset? ExpiresAt);
