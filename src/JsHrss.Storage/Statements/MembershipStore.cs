using System.Collections.Immutable;
using System.Data.Common;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Memberships;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Outbox;

namespace JsHrss.Storage.Statements;

/// <summary>Memberships as their holder changes them. Each step repeats in its condition what it was decided on.</summary>
internal sealed class MembershipStore(IHallDatabase database, FieldCipher cipher, MemberTags tags, AuditWriter audit, MembershipEndWrite ends, SessionEndTold told, NoticeQueue notices) : IMembershipStore
{
    private const string OfSql = $"""
        select {PersonSql.Columns}, {UnitSql.Columns}, c.id, c.hash, c.past, c.state, c.set_at, c.expires_at, g.id, g.name_sealed
        from person p left join membership m on m.person = p.id and m.status <> 9 {UnitSql.Joined} left join credential c on c.membership = m.id left join person g on g.id = d.granted_person
        where p.id = @person order by m.id
        """;

    private const string IsServed = """
        suspended_at is null and exists(select 1 from unit u where u.id = membership.unit and u.status = 1)
        and (institution is null or exists(select 1 from institution i where i.id = membership.institution and i.status = 1))
        """;

    private const string ConfirmSql = $"""
        update membership set status = 2, version = version + 1 where id = @id and person = @person and version = @version and status = 1 and created_at > @after and {IsServed}
        """;

    private const string FirstSql = "insert into credential(id, person, membership, hash, set_at, state, failures, compared_while_locked) values (@id, @person, @membership, @hash, @at, 2, 0, 0)";

    private const string AgainSql = $"""
        update credential set hash = @hash, past = @past, set_at = @at, state = 2, expires_at = null, failures = 0, window_from = null, locked_until = null, compared_while_locked = 0
        where id = @id and membership = @membership and hash = @replaces
          and exists(select 1 from membership where id = @membership and person = @person and status = 2 and {IsServed})
        """;

    private const int MoreAt = PersonSql.Width + UnitSql.Width;

    public async ValueTask<HeldMemberships?> OfAsync(PersonId person, CancellationToken ct) => await database.ReadAsync(
        statements =>
        {
            using var row = statements.Get(OfSql).Bind("@person", person.Value).Read();
            if (!row.Read())
                return null;
            var standing = PersonSql.Read(row, 0, cipher);
            var all = ImmutableArray.CreateBuilder<HeldMembership>();
            do
            {
                if (UnitSql.Read(row, PersonSql.Width, tags) is { } unit)
                    all.Add(new HeldMembership(unit, UnitSql.AddedAt(row, PersonSql.Width), Password(row, person, unit), Granter(row)));
            }
            while (row.Read());
            return new HeldMemberships(standing, all.ToImmutable());
        },
        ct).ConfigureAwait(false);

    public async ValueTask<MembershipStep> ConfirmAsync(MembershipConfirmed change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = audit.Origin();
        var (step, noticed) = await database.WriteAsync(
            write =>
            {
                if (!FaceCheckSql.Spend(write, change.Face))
                    return write.Undo((MembershipStep.FaceCheckSpent, NoticesQueued.None));
                // What was tampered with is not confirmed: the new tag would make it good.
                if (tags.Hold(write, change.Membership.Value) is not { } held
                    || write.Prepare(ConfirmSql).Bind("@id", held.Id).Bind("@person", change.Face.Person.Value).Bind("@version", change.Version).Bind("@after", change.AddedAfter).Run() == 0)
                    return write.Undo((MembershipStep.Changed, NoticesQueued.None));
                write.Prepare(FirstSql).Bind("@id", change.Password.Id.Value).Bind("@person", change.Face.Person.Value).Bind("@membership", change.Membership.Value)
                    .Bind("@hash", change.Password.Hash.Store()).Bind("@at", change.At).Send();
                tags.Write(write, held with { Status = (int)MemberStatus.Active, Version = change.Version + 1 });
                audit.Write(write, change.Facts, origin);
                return (MembershipStep.Done, notices.Queue(write, change.Notices, origin, change.At));
            },
            ct).ConfigureAwait(false);
        notices.Tell(noticed);
        return step;
    }

    public async ValueTask<MembershipStep> SetPasswordAsync(MembershipPasswordSet change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var (password, origin) = (change.Password, audit.Origin());
        var past = password.Past.IsEmpty ? null : string.Join('\n', password.Past.Select(hash => hash.Store()));
        var (step, ended) = await database.WriteAsync<(MembershipStep, SessionEndDone?)>(
            write =>
            {
                if (!FaceCheckSql.Spend(write, change.Face))
                    return write.Undo((MembershipStep.FaceCheckSpent, (SessionEndDone?)null));
                var changed = write.Prepare(AgainSql).Bind("@id", password.Id.Value).Bind("@membership", change.Membership.Value).Bind("@person", change.Face.Person.Value)
                    .Bind("@hash", password.Hash.Store()).Bind("@past", past).Bind("@replaces", change.Replaces.Store()).Bind("@at", change.At).Run();
                if (changed == 0)
                    return write.Undo((MembershipStep.Changed, (SessionEndDone?)null));
                audit.Write(write, change.Facts, origin);
                return (MembershipStep.Done, ends.EndAll(write, change, origin));
            },
            ct).ConfigureAwait(false);
        told.Of(ended);
        return step;
    }

    private static Credential? Password(DbDataReader row, PersonId person, UnitStanding unit) => row.IsDBNull(MoreAt)
        ? null
        : new Credential
        {
            Id = new CredentialId(row.GetKey(MoreAt)),
            Person = person,
            Membership = unit.Membership,
            Hash = PasswordHash.Restore(row.GetString(MoreAt + 1)),
            Past = [.. (row.GetTextOrNull(MoreAt + 2) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(PasswordHash.Restore)],
            State = (CredentialState)row.GetInt32(MoreAt + 3),
            SetAt = row.GetInstant(MoreAt + 4),
            ExpiresAt = row.GetInstantOrNull(MoreAt + 5),
        };

    private PersonName? Granter(DbDataReader row) => row.GetKeyOrNull(MoreAt + 6) is { } granter
        ? PersonName.Restore(cipher.OpenText(SealedField.PersonName, granter, row.GetBytes(MoreAt + 7)))
        : null;
}
