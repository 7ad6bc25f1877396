using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Passkeys;

/// <summary>What a challenge may be answered for. The numbers are sealed into challenges.</summary>
public enum PasskeyPurpose
{
    /// <summary>To make a passkey for the person of a session.</summary>
    Enrol = 1,

    /// <summary>To sign in as whoever the passkey is of.</summary>
    SignIn = 2,

    /// <summary>To prove once more who the session's person is, by one of that person's passkeys.</summary>
    StepUp = 3,
}

/// <summary>A challenge given to one browser, good once, for one purpose, for a short time. Binding it to the browser is the host's.</summary>
/// <param name="Id">Spent by it: one row, by one conditional statement.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Person">Whose; null for <see cref="PasskeyPurpose.SignIn"/>.</param>
/// <param name="Session">In which session; null for <see cref="PasskeyPurpose.SignIn"/>.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record PasskeyChallenge(Guid Id, PasskeyPurpose Purpose, PersonId? Person, SessionId? Session, DateTimeOffset ExpiresAt)
{
    /// <summary>How long an answer is awaited: a person may have to fetch the telephone first.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>For whoever comes.</summary>
    public static PasskeyChallenge ToSignIn(DateTimeOffset now) => new(Guid.CreateVersion7(now), PasskeyPurpose.SignIn, null, null, now + Lifetime);

    /// <summary>For the person of a session.</summary>
    public static PasskeyChallenge For(PasskeyPurpose purpose, PersonId person, SessionId session, DateTimeOffset now) => new(Guid.CreateVersion7(now), purpose, person, session, now + Lifetime);

    /// <summary>Whether it may be answered now, for this purpose, in this session.</summary>
    /// <param name="purpose">What the answer is for, as the server sees it now.</param>
    /// <param name="person">Who is signed in; null: nobody, or it does not matter.</param>
    /// <param name="session">In which session.</param>
    /// <param name="now">UTC.</param>
    public bool IsOpenFor(PasskeyPurpose purpose, PersonId? person, SessionId? session, DateTimeOffset now) =>
        Purpose == purpose && now < ExpiresAt && (purpose == PasskeyPurpose.SignIn || (Person is not null && Person == person && Session is not null && Session == session));
}
