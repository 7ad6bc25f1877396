using System.Collections.Immutable;
using System.Text.Json;

namespace JsHrss.OpenId.Ports;

/// <summary>One thing the ledger does as part of an atomic list (<see cref="ILedger.ApplyAsync"/>). A closed union.</summary>
public abstract record Change
{
    private Change()
    {
    }

    /// <summary>Uses up a single-use thing. Conditional: unspent, unexpired, of this client, its grant open. Several things may be spent by one list, each once; the list stands or falls with each of them.</summary>
    /// <remarks>
    /// A grant is open while it has not been ended and neither its absolute end nor its idle end has come; for its code, moreover, while the sign-in
    /// that it tells of stands, with <c>offline_access</c> too: only refresh tokens issued before outlive a sign-out (Back-Channel Logout §2.7). Where several reasons
    /// hold, the first of these is reported: unknown or another client's (Gone), spent, grant ended, expired (Gone). Of several spends
    /// that cannot be made the first of the list is reported.
    /// </remarks>
    /// <param name="Handle">What is spent.</param>
    /// <param name="Client">Repeated in the conditional statement (case CD-05).</param>
    /// <param name="Successor">Key of the token that replaces a rotated refresh token; otherwise null.</param>
    public sealed record Spend(Handle Handle, ClientId Client, Guid? Successor) : Change;

    /// <summary>Insert-if-absent of something that may be seen once, such as the jti of an assertion (RFC 7523 §3). Already there: the list is not applied.</summary>
    /// <param name="Kind">Namespace, for instance <c>client_assertion</c>.</param>
    /// <param name="Issuer">Who issued it.</param>
    /// <param name="JtiDigest">SHA-256 of the identifier.</param>
    /// <param name="Until">Forgotten after this instant, UTC.</param>
    public sealed record Sight(string Kind, string Issuer, ReadOnlyMemory<byte> JtiDigest, DateTimeOffset Until) : Change;

    /// <summary>Remembers a new thing.</summary>
    /// <param name="Handle">Its key and secret digest.</param>
    /// <param name="Client">Whom it is for.</param>
    /// <param name="Grant">What it hangs on; null for interactions.</param>
    /// <param name="Payload">The engine's own serialization; storage seals it.</param>
    /// <param name="ExpiresAt">UTC.</param>
    public sealed record Keep(Handle Handle, ClientId Client, GrantId? Grant, ReadOnlyMemory<byte> Payload, DateTimeOffset ExpiresAt) : Change;

    /// <summary>Remembers a new device code, pending. Refused with <see cref="Outcome.Taken"/> where another one still remembered has its user code.</summary>
    /// <param name="Handle">Its key and secret digest.</param>
    /// <param name="Client">Whom it is for.</param>
    /// <param name="UserCode">By what a person names it. The store keeps a keyed digest: so few letters are searched through in seconds.</param>
    /// <param name="Payload">The engine's own serialization; storage seals it.</param>
    /// <param name="ExpiresAt">UTC; of both codes.</param>
    public sealed record KeepDevice(Handle Handle, ClientId Client, UserCode UserCode, ReadOnlyMemory<byte> Payload, DateTimeOffset ExpiresAt) : Change;

    /// <summary>Approves or denies a device code, once. Conditional: pending and unexpired; otherwise <see cref="Outcome.AlreadySpent"/> (decided before) or <see cref="Outcome.Gone"/>.</summary>
    /// <param name="Device">Key of its handle.</param>
    /// <param name="Grant">What it is exchanged for from now on, opened earlier in the same list; null: it is denied, and so spent.</param>
    public sealed record DecideDevice(Guid Device, GrantId? Grant) : Change;

    /// <summary>Opens a grant. Refused with <see cref="Outcome.GrantEnded"/> where its session, or the sign-in within it that the grant tells of, was ended before: what was decided beside a sign-out must not outlive it.</summary>
    /// <param name="Grant">As it will stand.</param>
    public sealed record Open(Grant Grant) : Change;

    /// <summary>Ends a grant and its children, and so everything under them. Ending an ended grant is no error.</summary>
    /// <param name="Grant">Which.</param>
    /// <param name="Because">Stable reason code.</param>
    public sealed record End(GrantId Grant, string Because) : Change;

    /// <summary>Revokes one access token until it would have expired anyway.</summary>
    /// <param name="TokenDigest">SHA-256 of the token's signing input, as <see cref="ILedger.StateAsync"/> is asked with it.</param>
    /// <param name="Until">Its <c>exp</c>, UTC.</param>
    public sealed record Deny(ReadOnlyMemory<byte> TokenDigest, DateTimeOffset Until) : Change;

    /// <summary>Notes that a client takes part in a session, for logout. Joining again is no error; after the context was signed out it begins a new part, and a message about the former that was not delivered yet is dropped: it would end the new one.</summary>
    /// <param name="Session">The browser's session.</param>
    /// <param name="Client">Who joins.</param>
    /// <param name="Context">In which context.</param>
    /// <param name="Sid">The session's name for this client and context.</param>
    /// <param name="LogoutUri">Where it wants to be told of the end (Back-Channel Logout §2.2); null: it is not told that way.</param>
    public sealed record Join(SessionId Session, ClientId Client, ContextId Context, string Sid, Uri? LogoutUri = null) : Change;

    /// <summary>Writes an answer into an unspent, unexpired interaction; a later answer to the same prompt replaces the earlier one. Conditional like <see cref="Spend"/>, for any client.</summary>
    /// <param name="Interaction">Which.</param>
    /// <param name="Prompt">What was asked, for instance <c>consent</c>.</param>
    /// <param name="Answered">When and what.</param>
    public sealed record Answer(Handle Interaction, string Prompt, PromptAnswer Answered) : Change;

    /// <summary>Uses a kept refresh token without spending it. Conditional like <see cref="Spend"/>: unspent, unexpired, of this client, grant open.</summary>
    /// <param name="Handle">Which.</param>
    /// <param name="Client">Repeated in the conditional statement.</param>
    /// <param name="IdleUntil">The grant's new idle end.</param>
    public sealed record Use(Handle Handle, ClientId Client, DateTimeOffset IdleUntil) : Change;

    /// <summary>Moves a grant's idle end after a rotation.</summary>
    /// <param name="Grant">Which.</param>
    /// <param name="IdleUntil">New idle end, UTC.</param>
    public sealed record Prolong(GrantId Grant, DateTimeOffset IdleUntil) : Change;

    /// <summary>
    /// Binds an open grant's refresh tokens to a key (RFC 9449 §5), together with spending what they are issued for. Conditional: not bound to another key;
    /// otherwise the answer is <see cref="Outcome.GrantEnded"/> and nothing is written: whoever was first has bound it.
    /// </summary>
    /// <param name="Grant">Which.</param>
    /// <param name="Jkt">Thumbprint of the key (RFC 7638), base64url.</param>
    public sealed record Bind(GrantId Grant, string Jkt) : Change;

    /// <summary>Notes that a session was used; joins the batch, never a write of its own.</summary>
    /// <param name="Session">Which.</param>
    /// <param name="SeenAt">UTC.</param>
    public sealed record Touch(SessionId Session, DateTimeOffset SeenAt) : Change;

    /// <summary>Remembers a consent; a newer one replaces the older.</summary>
    /// <param name="Consent">As given.</param>
    public sealed record Consented(Consent Consent) : Change;

    /// <summary>An audit fact in the same transaction as what it tells; address, port, agent and trace are added by the host.</summary>
    /// <param name="Code">Stable event code, for instance <c>grant.opened</c>.</param>
    /// <param name="Result"><c>ok</c> or <c>refused</c>.</param>
    /// <param name="Reason">Stable reason code of a refusal.</param>
    /// <param name="Actor">Who did it; null when the subject did.</param>
    /// <param name="Subject">Whom it concerns.</param>
    /// <param name="Context">In which context.</param>
    /// <param name="Client">By which client.</param>
    /// <param name="Detail">Further facts without secrets; sealed and erasable. Null when there are none.</param>
    public sealed record Fact(string Code, string Result, string? Reason, SubjectId? Actor, SubjectId? Subject, ContextId? Context, ClientId? Client, JsonElement? Detail) : Change;

    /// <summary>A list of one change or a few, as <see cref="ILedger.ApplyAsync"/> takes it.</summary>
    /// <param name="changes">In order.</param>
    public static ImmutableArray<Change> List(params ReadOnlySpan<Change> changes) => [.. changes];
}
