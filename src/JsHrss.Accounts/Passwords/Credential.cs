using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Passwords;

/// <summary>密码 of a person or of one membership, never of both. Its failures are counted apart, by the store (<see cref="ICredentialStore"/>).</summary>
public sealed record Credential
{
    /// <summary>Its key.</summary>
    public required CredentialId Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required PersonId Person { get; init; }

    /// <summary>The membership it opens; null for the personal password.</summary>
    public MembershipId? Membership { get; init; }

    /// <summary>The hash.</summary>
    public required PasswordHash Hash { get; init; }

    /// <summary>Past hashes, newest first, without the present one.</summary>
    public ImmutableArray<PasswordHash> Past { get; init; } = [];

    /// <summary>Initial or normal.</summary>
    public CredentialState State { get; init; } = CredentialState.Normal;

    /// <summary>When it was set, UTC.</summary>
    public required DateTimeOffset SetAt { get; init; }

    /// <summary>An initial password's end, UTC; null for a normal one.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Failures and lock at the time it is first stored; later only the store moves them.</summary>
    public LockState Lock { get; init; } = LockState.Open;

    /// <summary>A password handed out by the system (C24): changed at its first use, dead after <see cref="PasswordOptions.InitialLifetime"/>.</summary>
    public static Credential Initial(CredentialId id, PersonId person, MembershipId? membership, PasswordHash hash, DateTimeOffset now, PasswordOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Credential { Id = id, Person = person, Membership = membership, Hash = hash, State = CredentialState.Initial, SetAt = now, ExpiresAt = now + options.InitialLifetime };
    }

    /// <summary>The same credential with another password, which ends the initial state; failures and lock are lifted.</summary>
    public Credential Change(PasswordHash hash, DateTimeOffset now, PasswordOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return this with
        {
            Hash = hash,
            Past = [.. Past.Prepend(Hash).Take(options.Remembered - 1)],
            State = CredentialState.Normal,
            SetAt = now,
            ExpiresAt = null,
            Lock = LockState.Open,
        };
    }
}

/// <summary>State of a password (domain §7M); being locked is apart. The numbers are stored.</summary>
public enum CredentialState
{
    /// <summary>Handed out by the system; must be changed.</summary>
    Initial = 1,

    /// <summary>Set by the person.</summary>
    Normal = 2,
}
