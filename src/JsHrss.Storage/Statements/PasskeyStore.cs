using System.Security.Cryptography;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passkeys;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Passkeys in the database. Whatever an answer comes to, its challenge is spent by the same change.</summary>
internal sealed class PasskeyStore(IHallDatabase database, FieldCipher cipher, AuditWriter audit, PasskeyEndWrite ends, SessionEndTold told) : IPasskeyStore
{
    private const string ChallengeKindOfSightings = "passkey";

    private const string CountSql = "select cast(count(*) as bigint) from passkey where person = @person";

    private const string KnownSql = "select 1 from passkey where handle_digest = @digest";

    private const string AddSql = """
        insert into passkey(id, person, name_sealed, handle, handle_digest, public_key, sign_count, transports, user_verified, backup_eligible, backed_up, enrolled_by, bound_at, created_at)
        values (@id, @person, @name, @handle, @digest, @public_key, @sign_count, @transports, @user_verified, @backup_eligible, @backed_up, @enrolled_by, @bound_at, @at)
        """;

    // 0 rows: another answer was first, or the passkey is gone. A count that goes back was refused before (WebAuthn §6.1.1).
    private const string UseSql = "update passkey set sign_count = @sign_count, backed_up = @backed_up, last_used_at = @at where id = @id and sign_count = @seen";

    private const string BindSql = "update passkey set bound_at = @at where id = @id and person = @person and bound_at is null";

    private const string RenameSql = "update passkey set name_sealed = @name where id = @id and person = @person";

    public ValueTask<PasskeyAccount?> FindAsync(PersonId person, CancellationToken ct) => database.LookAsync(statements => PasskeySql.Ask(statements, person), rows => PasskeySql.Read(rows, person, cipher), ct);

    public async ValueTask<PasskeyOutcome> EnrolAsync(PasskeyEnrolled change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = audit.Origin();
        var passkey = change.Passkey;
        var digest = SHA256.HashData(passkey.Handle.Span);
        var name = cipher.SealText(SealedField.PasskeyName, passkey.Id.Value, passkey.Name.Value);
        return await database.WriteAsync(
            write =>
            {
                if (!IsFirst(write, change.Challenge))
                    return Refused(PasskeyOutcome.Spent, PasskeyErrors.ChallengeSpent);
                // Two tabs of one person would both find nine.
                write.OneAtATime($"passkeys {passkey.Person.Value:N}");
                if (write.Prepare(CountSql).Bind("@person", passkey.Person.Value).Number() >= Passkey.MostOfAPerson)
                    return Refused(PasskeyOutcome.TooMany, PasskeyErrors.TooMany);
                if (write.Prepare(KnownSql).Bind("@digest", digest).HasRow())
                    return Refused(PasskeyOutcome.Known, PasskeyErrors.Known);
                Add(write, passkey, name, digest);
                audit.Write(write, [change.Fact], origin);
                return PasskeyOutcome.Done;

                PasskeyOutcome Refused(PasskeyOutcome outcome, string reason)
                {
                    audit.Write(write, [change.RefusedAs(reason)], origin);
                    return outcome;
                }
            },
            ct).ConfigureAwait(false);
    }

    public async ValueTask<PasskeyOutcome> UseAsync(PasskeyUsed change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = audit.Origin();
        return await database.WriteAsync(
            write =>
            {
                var outcome = !IsFirst(write, change.Challenge) ? PasskeyOutcome.Spent : IsUsed(write, change) ? PasskeyOutcome.Done : PasskeyOutcome.Changed;
                var fact = outcome switch
                {
                    PasskeyOutcome.Done => change.Fact,
                    PasskeyOutcome.Spent => change.RefusedAs(PasskeyErrors.ChallengeSpent),
                    _ => change.RefusedAs(PasskeyErrors.Changed),
                };
                audit.Write(write, [fact], origin);
                return outcome;
            },
            ct).ConfigureAwait(false);
    }

    public async ValueTask RefuseAsync(PasskeyChallenge challenge, AuditFact fact, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        ArgumentNullException.ThrowIfNull(fact);
        var origin = audit.Origin();
        await database.WriteAsync(
            write =>
            {
                IsFirst(write, challenge);
                audit.Write(write, [fact], origin);
                return true;
            },
            ct).ConfigureAwait(false);
    }

    public async ValueTask<bool> RenameAsync(PasskeyRenamed change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = audit.Origin();
        var name = cipher.SealText(SealedField.PasskeyName, change.Passkey.Value, change.Name.Value);
        return await database.WriteAsync(
            write =>
            {
                if (write.Prepare(RenameSql).Bind("@id", change.Passkey.Value).Bind("@person", change.Person.Value).Bind("@name", name).Run() == 0)
                    return false;
                audit.Write(write, [change.Fact], origin);
                return true;
            },
            ct).ConfigureAwait(false);
    }

    public async ValueTask<bool> BindAsync(PasskeyBound change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = audit.Origin();
        return await database.WriteAsync(
            write =>
            {
                if (!write.Prepare(BindSql).Bind("@id", change.Passkey.Value).Bind("@person", change.Person.Value).Bind("@at", change.At).ChangesOne())
                    return false;
                audit.Write(write, [change.Fact], origin);
                return true;
            },
            ct).ConfigureAwait(false);
    }

    public async ValueTask<bool> RemoveAsync(PasskeyRemoved change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = audit.Origin();
        var done = await database.WriteAsync(write => ends.Remove(write, change, origin), ct).ConfigureAwait(false);
        told.Of(done);
        return done is not null;
    }

    private static bool IsFirst(LaneWrite write, PasskeyChallenge challenge) => write.Prepare(AttemptCounters.SpendSql)
        .Bind("@kind", ChallengeKindOfSightings).Bind("@id", StoredKey.Of(challenge.Id)).Bind("@until", challenge.ExpiresAt).Run() == 1;

    private static bool IsUsed(LaneWrite write, PasskeyUsed change) => write.Prepare(UseSql)
        .Bind("@id", change.Passkey.Value).Bind("@seen", (long)change.Seen).Bind("@sign_count", (long)change.SignCount).Bind("@backed_up", change.BackedUp).Bind("@at", change.At).Run() == 1;

    private static void Add(LaneWrite write, Passkey passkey, byte[] name, byte[] digest) => write.Prepare(AddSql)
        .Bind("@id", passkey.Id.Value)
        .Bind("@person", passkey.Person.Value)
        .Bind("@name", name)
        .Bind("@handle", passkey.Handle)
        .Bind("@digest", digest)
        .Bind("@public_key", passkey.PublicKey)
        .Bind("@sign_count", (long)passkey.SignCount)
        .Bind("@transports", string.Join(' ', passkey.Transports))
        .Bind("@user_verified", passkey.UserVerified)
        .Bind("@backup_eligible", passkey.BackupEligible)
        .Bind("@backed_up", passkey.BackedUp)
        .Bind("@enrolled_by", (int)passkey.EnrolledBy)
        .Bind("@bound_at", passkey.BoundAt)
        .Bind("@at", passkey.CreatedAt)
        .Send();
}
