using System.Collections.Immutable;
using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Identifiers;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Enrolled keys of the app in the database.</summary>
internal sealed class AppKeyStore(IHallDatabase database, AuditWriter audit, AppKeyEndWrite ends, SessionEndTold told) : IAppKeyStore
{
    /// <summary>Whether a person has any, as a column of a look-up of the person <c>p</c>.</summary>
    public const string HasAny = "case when exists(select 1 from app_key a where a.person = p.id and a.ended_at is null) then 1 else 0 end";

    private const string FindSql = "select id, enrolled_at, face_check, used_at from app_key where person = @person and jkt = @jkt and ended_at is null";

    private const string ListSql = "select id, jkt, enrolled_at, face_check, used_at from app_key where person = @person and ended_at is null order by enrolled_at, id";

    private const string EndSql = "update app_key set ended_at = @now where person = @person and jkt = @jkt and ended_at is null";

    // The unique indexes hold this too; the condition says it without an error.
    private static readonly Sql EnrolSql = Sql.Of(Enrol(""), sqlServer: Enrol(" with (updlock, holdlock)"));

    private static string Enrol(string held) => $"""
        insert into app_key(id, person, jkt, face_check, enrolled_at)
        select @id, @person, @jkt, @face_check, @now
        where not exists(select 1 from app_key{held} where jkt = @jkt and ended_at is null) and not exists(select 1 from app_key{held} where face_check = @face_check)
        """;

    public async ValueTask<AppKey?> FindAsync(PersonId person, string thumbprint, CancellationToken ct) => await database.LookAsync(
        statements => statements.Get(FindSql).Bind("@person", person.Value).Bind("@jkt", thumbprint),
        row => row.Read() ? new AppKey(new AppKeyId(row.GetKey(0)), person, thumbprint, row.GetInstant(1), Face(row.GetString(2))) { UsedAt = row.GetInstantOrNull(3) } : null,
        ct).ConfigureAwait(false);

    public async ValueTask<ImmutableArray<AppKey>> ListAsync(PersonId person, CancellationToken ct) => await database.LookAsync(
        statements => statements.Get(ListSql).Bind("@person", person.Value),
        row =>
        {
            var keys = ImmutableArray.CreateBuilder<AppKey>();
            while (row.Read())
                keys.Add(new AppKey(new AppKeyId(row.GetKey(0)), person, row.GetString(1), row.GetInstant(2), Face(row.GetString(3))) { UsedAt = row.GetInstantOrNull(4) });
            return keys.ToImmutable();
        },
        ct).ConfigureAwait(false);

    public async ValueTask<bool> EndAsync(AppKeyEnded change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = audit.Origin();
        var done = await database.WriteAsync(write => ends.End(write, change, origin), ct).ConfigureAwait(false);
        told.Of(done);
        return done is not null;
    }

    public async ValueTask<AppKeyEnrolment> EnrolAsync(AppKeyEnrolled change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var (key, origin) = (change.Key, audit.Origin());
        return await database.WriteAsync(
            write =>
            {
                write.OneAtATime("app_key");
                write.Prepare(EndSql).Bind("@person", key.Person.Value).Bind("@jkt", key.Thumbprint).Bind("@now", key.EnrolledAt).Send();
                if (!FaceCheckSql.Spend(write, change.Face))
                    return write.Undo(AppKeyEnrolment.FaceRefused);
                var enrolled = write.Prepare(EnrolSql).Bind("@id", key.Id.Value).Bind("@person", key.Person.Value).Bind("@jkt", key.Thumbprint).Bind("@face_check", key.FaceCheck.ToString()).Bind("@now", key.EnrolledAt).Run();
                if (enrolled == 0)
                    return write.Undo(AppKeyEnrolment.KeyTaken); // the check is not spent for it
                audit.Write(write, change.Facts, origin);
                return AppKeyEnrolment.Enrolled;
            },
            ct).ConfigureAwait(false);
    }

    private static FaceCheckId Face(string text) => FaceCheckId.Read(text) ?? throw new InvalidOperationException("An enrolled key rests on no face check.");
}
