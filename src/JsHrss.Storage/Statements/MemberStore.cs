using System.Collections.Immutable;
using System.Data.Common;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Outbox;

namespace JsHrss.Storage.Statements;

/// <summary>Members of units as those who govern them see and change them. The changes themselves are in <see cref="MemberWrite"/>.</summary>
internal sealed class MemberStore(IHallDatabase database, FieldCipher cipher, LookupIndex index, MemberTags tags, MembershipEndWrite ends, AuditWriter audit, SessionEndTold told, NoticeQueue notices) : IMemberStore
{
    public async ValueTask<MemberScene?> ReadAsync(PersonId actor, MembershipId acting, MemberPlace place, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(place);
        return await database.ReadAsync(
            statements =>
            {
                MemberScene scene;
                using (var row = statements.Get(MemberSql.Scene).Bind("@acting", acting.Value).Bind("@person", actor.Value).Bind("@unit", place.Unit.Value).Bind("@institution", place.Institution?.Value).Read())
                {
                    if (!row.Read() || UnitSql.Read(row, PersonSql.Width, tags) is not { } unit)
                        return null;
                    var institution = place.Institution is { } id && row.GetNumberOrNull(MemberSql.SceneMore + 1) is { } status
                        ? new PlaceInstitution(id, row.GetString(MemberSql.SceneMore + 2), row.GetTextOrNull(MemberSql.SceneMore + 3) is { } number ? InstitutionNumber.Restore(number) : null, (UnitStatus)status)
                        : null;
                    if (place.Institution is not null && institution is null)
                        return null;
                    scene = new MemberScene(PersonSql.Read(row, 0, cipher), unit, institution, row.GetNumberOrNull(MemberSql.SceneMore), []);
                }

                var within = place.Institution?.Value ?? place.Unit.Value;
                using var members = statements.Get(MemberSql.Members).Bind("@within", within).Bind("@unit", place.Unit.Value).Read();
                return scene with { Members = [.. Members(members, within)] };
            },
            ct).ConfigureAwait(false);
    }

    public async ValueTask<MembershipsOfPerson?> FindAsync(IdentityDocument document, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(document);
        var key = index.Of(LookupKinds.Document, document.UniqueKey);
        return await database.ReadAsync(
            statements =>
            {
                using var row = statements.Get(MemberSql.Person).Bind("@document", key).Read();
                if (!row.Read())
                    return null;
                var person = PersonSql.Read(row, 0, cipher);
                var units = ImmutableArray.CreateBuilder<UnitStanding>();
                do
                {
                    if (UnitSql.Read(row, PersonSql.Width, tags) is { } unit)
                        units.Add(unit);
                }
                while (row.Read());
                return new MembershipsOfPerson(person, units.ToImmutable());
            },
            ct).ConfigureAwait(false);
    }

    public ValueTask<MemberStep> AddAsync(MemberAdded change, CancellationToken ct) => WriteAsync((write, run) => run.Add(write, change), ct);

    public ValueTask<MemberStep> EndAsync(MemberEnded change, CancellationToken ct) => WriteAsync((write, run) => run.End(write, change), ct);

    public ValueTask<MemberStep> ReplaceAsync(MemberReplaced change, CancellationToken ct) => WriteAsync((write, run) => run.Replace(write, change), ct);

    public ValueTask<MemberStep> ChangeAsync(MemberChange change, CancellationToken ct) => WriteAsync((write, run) => run.Change(write, change), ct);

    public ValueTask<MemberStep> AcceptTermsAsync(TermsAccepted change, CancellationToken ct) => WriteAsync((write, run) => run.Accept(write, change), ct);

    private async ValueTask<MemberStep> WriteAsync(Func<LaneWrite, MemberWrite, MemberStep> work, CancellationToken ct)
    {
        var origin = audit.Origin();
        var (step, ended, noticed) = await database.WriteAsync(
            write =>
            {
                var run = new MemberWrite(tags, ends, audit, origin, notices);
                var done = work(write, run);
                return done == MemberStep.Done ? (done, run.Ended, run.Noticed) : write.Undo((done, (SessionEndDone?)null, NoticesQueued.None));
            },
            ct).ConfigureAwait(false);
        told.Of(ended);
        notices.Tell(noticed);
        return step;
    }

    private IEnumerable<StandingMember> Members(DbDataReader row, Guid within)
    {
        while (row.Read())
        {
            if (UnitSql.Read(row, PersonSql.Width, tags) is not { } unit)
                continue;
            var granter = unit.Mandate is not null && row.GetKeyOrNull(MemberSql.SceneMore) is { } key
                ? PersonName.Restore(cipher.OpenText(SealedField.PersonName, key, row.GetBytes(MemberSql.SceneMore + 1)))
                : null;
            yield return new StandingMember(PersonSql.Read(row, 0, cipher), unit, UnitSql.AddedAt(row, PersonSql.Width), granter) { IsAstray = UnitSql.PlaceOf(row, PersonSql.Width) != within };
        }
    }
}
