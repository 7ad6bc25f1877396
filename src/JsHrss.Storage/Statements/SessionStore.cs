using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using Proof = JsHrss.Accounts.SignIn.Proof;
using SessionId = JsHrss.Accounts.Identifiers.SessionId;

namespace JsHrss.Storage.Statements;

/// <summary>Sessions in the database.</summary>
internal sealed class SessionStore(IHallDatabase database, FieldCipher cipher, MemberTags tags, AuditWriter audit, ContextsSeen contexts, SessionEndWrite ends, SessionEndTold told, INotBefore notBefore) : ISessionStore
{
    private const string BeginSql = """
        insert into session(id, digest, person, address_sealed, agent_sealed, created_at, seen_at, idle_ms, idle_until, absolute_until)
        values (@id, @digest, @person, @address, @agent, @at, @at, @idle_ms, @idle_until, @absolute_until)
        """;

    private const string ProofSql = """
        insert into session_proof(session, n, method, at, membership, unit, credential, provider, app_key, is_bound)
        select @session, coalesce(max(n), 0) + 1, @method, @at, @membership, @unit, @credential, @provider, @app_key, @is_bound from session_proof where session = @session
        """;

    // The key's row is taken first, as by those who end it: whichever comes second sees what the first one did, and no proof outlives its key.
    private const string PasskeyStandsSql = "update passkey set last_used_at = @at where id = @id";

    private const string AppKeyStandsSql = "update app_key set used_at = @at where id = @id and ended_at is null";

    // A password likewise: whoever changes it ends the sessions it proved, by its row, and so ends this one too, or has come first.
    private const string PasswordStandsSql = "update credential set hash = @hash where id = @id and hash = @hash";

    // Another tab's proof has already given the browser another secret: this one comes too late.
    private const string RenewSql = $"""
        update session set digest = @renewed, seen_at = case when seen_at > @at then seen_at else @at end, idle_until = case when absolute_until < @idle_until then absolute_until else @idle_until end
        where id = @id and digest = @presented and {GrantSql.NotEnded} and idle_until > @at and absolute_until > @at
        """;

    private const string TouchSql = $"""
        update session set seen_at = @at, idle_until = case when absolute_until < @idle_until then absolute_until else @idle_until end
        where id = @id and {GrantSql.NotEnded} and seen_at < @at and idle_until > @at
        """;

    private const string PartsSql = "select client, context, sid from rp_session where session = @session and ended_at is null order by joined_at, client, context";

    public ValueTask<SessionStanding?> FindAsync(SessionHandle handle, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return FindAsync(handle.Id, handle, ct);
    }

    public ValueTask<SessionStanding?> FindAsync(SessionId session, CancellationToken ct) => FindAsync(session, handle: null, ct);

    private async ValueTask<SessionStanding?> FindAsync(SessionId session, SessionHandle? handle, CancellationToken ct)
    {
        var found = await database.LookAsync(statements => SessionSql.Ask(statements, session), row => SessionSql.Read(row, session, handle, notBefore.Global, cipher, tags), ct).ConfigureAwait(false);
        foreach (var unit in found?.Units ?? [])
            contexts.Saw(unit);
        return found;
    }

    public async ValueTask<bool> BeginAsync(SessionBegun change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = audit.Origin();
        var id = change.Handle.Id.Value;
        var address = cipher.SealText(SealedField.SessionAddress, id, change.Origin.Address);
        var agent = cipher.SealText(SealedField.SessionAgent, id, change.Origin.Agent);
        var (isBegun, replaced) = await database.WriteAsync(
            write =>
            {
                if (!Stands(write, change.Proof, change.Password))
                    return (false, null);
                write.Prepare(BeginSql).Bind("@id", id).Bind("@digest", change.Handle.SecretDigest).Bind("@person", change.Person.Value).Bind("@address", address).Bind("@agent", agent)
                    .Bind("@at", change.At).Bind("@idle_ms", (long)(change.IdleUntil - change.At).TotalMilliseconds).Bind("@idle_until", change.IdleUntil).Bind("@absolute_until", change.AbsoluteUntil).Send();
                AddProof(write, id, change.Proof);
                audit.Write(write, change.Facts, origin);
                var ended = change.Replaces is { } former ? ends.End(write, former, SessionEnds.Replaced, change.At) : null;
                if (ended is not null)
                    audit.Write(write, change.FactsWhenReplaced, origin);
                return (true, ended);
            },
            ct).ConfigureAwait(false);
        told.Of(replaced);
        return isBegun;
    }

    public async ValueTask<bool> JoinProofAsync(ProofJoined change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = audit.Origin();
        var id = change.Presented.Id.Value;
        return await database.WriteAsync(
            write =>
            {
                if (!Stands(write, change.Proof, change.Password))
                    return false;
                var renewed = write.Prepare(RenewSql).Bind("@id", id).Bind("@presented", change.Presented.SecretDigest).Bind("@renewed", change.Renewed.SecretDigest)
                    .Bind("@at", change.At).Bind("@idle_until", change.IdleUntil).Run();
                if (renewed == 0)
                    return write.Undo(false);
                if (change.FaceCheck is { } face && !FaceCheckSql.Spend(write, face))
                    return write.Undo(false);
                AddProof(write, id, change.Proof);
                audit.Write(write, change.Facts, origin);
                return true;
            },
            ct).ConfigureAwait(false);
    }

    public async ValueTask TouchAsync(SessionId session, DateTimeOffset seenAt, DateTimeOffset idleUntil, CancellationToken ct) => await database.WriteAsync(
        write => write.Prepare(TouchSql).Bind("@id", session.Value).Bind("@at", seenAt).Bind("@idle_until", idleUntil).Run(),
        ct).ConfigureAwait(false);

    public async ValueTask EndAsync(SessionEnded change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = audit.Origin();
        told.Of(await database.WriteAsync(
            write =>
            {
                var done = ends.End(write, change.Session, change.Because, change.At);
                if (done is not null)
                    audit.Write(write, change.Facts, origin);
                return done;
            },
            ct).ConfigureAwait(false));
    }

    public async ValueTask<bool> EndContextAsync(ContextEnded change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = audit.Origin();
        var done = await database.WriteAsync(write => ends.EndContext(write, change, origin), ct).ConfigureAwait(false);
        told.Of(done);
        return done.Over;
    }

    public async ValueTask EndEverywhereAsync(AllEnded change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = audit.Origin();
        told.Of(await database.WriteAsync(write => ends.EndAll(write, change, origin), ct).ConfigureAwait(false));
    }

    public async ValueTask<ImmutableArray<ClientPart>> PartsAsync(SessionId session, CancellationToken ct) => await database.ReadAsync(
        statements =>
        {
            using var row = statements.Get(PartsSql).Bind("@session", session.Value).Read();
            var parts = ImmutableArray.CreateBuilder<ClientPart>();
            while (row.Read())
                parts.Add(new ClientPart(row.GetString(0), row.GetKey(1) is var context && context == Guid.Empty ? SessionContext.Self : new SessionContext(new MembershipId(context)), row.GetString(2)));
            return parts.ToImmutable();
        },
        ct).ConfigureAwait(false);

    /// <summary>Whether what proved it was not removed or changed between proof and session (cases RT-08, RC-04).</summary>
    private static bool Stands(LaneWrite write, Proof proof, PasswordHash? compared) => proof switch
    {
        { AppKey: { } key } => write.Prepare(AppKeyStandsSql).Bind("@id", key.Value).Bind("@at", proof.At).ChangesOne(),
        { Method: ProofMethod.Passkey, Credential: { } passkey } => write.Prepare(PasskeyStandsSql).Bind("@id", passkey.Value).Bind("@at", proof.At).ChangesOne(),
        { Method: ProofMethod.PersonalPassword or ProofMethod.MembershipPassword, Credential: { } password } =>
            compared?.Store() is { } hash && write.Prepare(PasswordStandsSql).Bind("@id", password.Value).Bind("@hash", hash).ChangesOne(),
        _ => true,
    };

    private static void AddProof(LaneWrite write, Guid session, Proof proof) => write.Prepare(ProofSql)
        .Bind("@session", session)
        .Bind("@method", (int)proof.Method)
        .Bind("@at", proof.At)
        .Bind("@membership", proof.Membership?.Value)
        .Bind("@unit", proof.Unit?.Value)
        .Bind("@credential", proof.Credential?.Value)
        .Bind("@provider", proof.Provider)
        .Bind("@app_key", proof.AppKey?.Value)
        .Bind("@is_bound", proof.IsBoundPasskey)
        .Send();
}
