using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Notices;

/// <summary>A short message to somebody concerned, carried by the change it tells of and queued in its transaction: what is not done is told to nobody.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="To">Whom. The number is read in the transaction: the one that is verified then.</param>
/// <param name="Unit">The unit it happened in, an institution's too: whose messages to one number are counted together.</param>
/// <param name="Membership">The membership it tells of.</param>
/// <param name="Version">That membership's version after the change: with it, kind and recipient the message has one key, and is queued once.</param>
/// <param name="Text">As it is sent, signature included.</param>
public sealed record Notice(NoticeKind Kind, NoticeRecipient To, UnitId Unit, MembershipId Membership, int Version, string Text)
{
    /// <summary>Within so long it is sent, or never: an old invitation or warning would mislead.</summary>
    public static TimeSpan SentWithin { get; } = TimeSpan.FromDays(1);

    /// <summary>Key of what it tells; with the recipient it is the key of the message.</summary>
    public string Fact => KeyOf(Kind, Membership, Version);

    /// <summary>Key of what a notice tells.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="membership">Of which membership.</param>
    /// <param name="version">Version after the change.</param>
    public static string KeyOf(NoticeKind kind, MembershipId membership, int version) => $"{kind.Word()} {membership} {version}";

    /// <summary>Which, nothing of its text.</summary>
    public override string ToString() => Fact;
}

/// <summary>Whom a notice is for. Closed.</summary>
public abstract record NoticeRecipient
{
    private NoticeRecipient()
    {
    }

    /// <summary>A person, member or not.</summary>
    /// <param name="Id">Who.</param>
    public sealed record Person(PersonId Id) : NoticeRecipient;

    /// <summary>A person who is an active member of a unit when it is told; nobody otherwise: what happens in a unit is no matter of former members.</summary>
    /// <param name="Unit">The unit.</param>
    /// <param name="Id">Who.</param>
    public sealed record Member(UnitId Unit, PersonId Id) : NoticeRecipient;

    /// <summary>The legal representative of a unit; nobody where there is none here (R128).</summary>
    /// <param name="Unit">The unit.</param>
    public sealed record Representative(UnitId Unit) : NoticeRecipient;
}
