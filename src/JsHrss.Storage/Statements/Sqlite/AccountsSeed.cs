using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Statements.Sqlite;

/// <summary>Plants whole aggregates, by key, in one transaction.</summary>
internal sealed class AccountsSeed(SqliteDatabase database, FieldCipher cipher, LookupIndex index, BusinessItems items) : IAccountsSeed
{
    public async ValueTask PlantAsync(SeedPlan plan, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await database.WriteAsync(write => Plant(write, plan), ct).ConfigureAwait(false);
        await items.LoadAsync(ct).ConfigureAwait(false);
    }

    private bool Plant(LaneWrite write, SeedPlan plan)
    {
        using var db = HallDb.Within(write);
        Add(db, plan.Persons, person => person.Id.Value, person => PersonRows(person));
        Add(db, plan.Units, unit => unit.Id.Value, unit => [Row(unit)]);
        Add(db, plan.Institutions, institution => institution.Id.Value, institution => [Row(institution)]);
        Add(db, plan.Credentials, credential => credential.Id.Value, credential => [Row(credential)]);
        foreach (var item in plan.Items)
        {
            if (db.Find<BusinessItemRow>(item.Code.Value) is null)
                db.Add(Row(item));
        }

        foreach (var member in plan.Members)
        {
            if (db.Find<MembershipRow>(member.Id.Value) is not null)
                continue;
            if (!MembershipSql.Insert(write, member))
                throw new InvalidOperationException($"The seed gives {member.Unit} more members of role {member.Role} than it may have.");
            if (member.Mandate is { } mandate)
                db.Add(Row(member, mandate));
        }

        db.SaveChanges();
        return true;
    }

    private static void Add<T>(HallDb db, IEnumerable<T> aggregates, Func<T, Guid> key, Func<T, IEnumerable<object>> rows)
    {
        foreach (var aggregate in aggregates)
        {
            var all = rows(aggregate).ToArray();
            if (db.Find(all[0].GetType(), key(aggregate)) is null)
                db.AddRange(all);
        }
    }

    private IEnumerable<object> PersonRows(Person person)
    {
        var id = person.Id.Value;
        yield return new PersonRow
        {
            Id = id,
            Version = person.Version,
            Level = (int)person.Level,
            NameSealed = cipher.SealText(SealedField.PersonName, id, person.Name.Value),
            DocumentType = (int)person.Document.Type,
            DocumentSealed = cipher.SealText(SealedField.PersonDocument, id, PersonSql.Text(person.Document)),
            DocumentIndex = index.Of(LookupKinds.Document, person.Document.UniqueKey),
            NumberIndex = index.Of(LookupKinds.Number, person.Document.Number.Value),
            MobileSealed = cipher.SealText(SealedField.PersonMobile, id, person.Phone?.Value),
            MobileIndex = person.Phone is { } phone ? index.Of(LookupKinds.Mobile, phone.Value) : null,
            Region = person.Region?.Code,
            FrozenAt = person.FrozenAt?.ToUnixTimeMilliseconds(),
            SuspendedAt = person.SuspendedAt?.ToUnixTimeMilliseconds(),
            CappedAtLevel = (int?)person.CappedAtLevel,
            HoldUntil = person.HoldUntil?.ToUnixTimeMilliseconds(),
            CreatedAt = person.CreatedAt.ToUnixTimeMilliseconds(),
            UpdatedAt = person.UpdatedAt.ToUnixTimeMilliseconds(),
        };
        for (var n = 0; n < person.Evidence.Length; n++)
        {
            var evidence = person.Evidence[n];
            yield return new LevelEvidenceRow
            {
                Person = id,
                Number = n + 1,
                Level = (int)evidence.Level,
                Method = (int)evidence.Method,
                Source = evidence.Source,
                At = evidence.At.ToUnixTimeMilliseconds(),
            };
        }
    }

    private static UnitRow Row(Unit unit) => new()
    {
        Id = unit.Id.Value,
        Version = unit.Version,
        Code = unit.CreditCode?.Value,
        Number = unit.Number.Value,
        Name = unit.Name,
        Type = (int)unit.Type,
        Region = unit.Region?.Code,
        Status = (int)unit.Status,
        CreatedAt = unit.CreatedAt.ToUnixTimeMilliseconds(),
    };

    private static InstitutionRow Row(Institution institution) => new()
    {
        Id = institution.Id.Value,
        Unit = institution.Unit.Value,
        Number = institution.Number.Value,
        Name = institution.Name,
        Status = (int)institution.Status,
        CreatedAt = institution.CreatedAt.ToUnixTimeMilliseconds(),
    };

    private static BusinessItemRow Row(BusinessItem item) => new()
    {
        Code = item.Code.Value,
        Name = item.Name,
        MinLevel = (int)item.MinimumLevel,
        Actions = (int)item.Actions,
        FirstDay = item.Validity?.Start.DayNumber,
        LastDay = item.Validity?.End.DayNumber,
    };

    private static MandateRow Row(UnitMember member, Mandate mandate) => new()
    {
        Id = mandate.Id.Value,
        Version = mandate.Version,
        Membership = member.Id.Value,
        FirstDay = mandate.Validity.Start.DayNumber,
        LastDay = mandate.Validity.End.DayNumber,
        AllItems = mandate.Scope.IsAll,
        Items = mandate.Scope.IsAll ? "" : string.Join(' ', mandate.Scope.Items),
        GrantedMethod = (int)mandate.GrantedBy.Method,
        GrantedRole = (int?)mandate.GrantedBy.Role,
        GrantedPerson = mandate.GrantedBy.Person?.Value,
    };

    private static CredentialRow Row(Credential credential) => new()
    {
        Id = credential.Id.Value,
        Person = credential.Person.Value,
        Membership = credential.Membership?.Value,
        Hash = credential.Hash.Store(),
        SetAt = credential.SetAt.ToUnixTimeMilliseconds(),
        State = (int)credential.State,
        ExpiresAt = credential.ExpiresAt?.ToUnixTimeMilliseconds(),
        Past = credential.Past.IsEmpty ? null : string.Join('\n', credential.Past.Select(hash => hash.Store())),
        Failures = credential.Lock.Failures,
        WindowFrom = credential.Lock.WindowFrom?.ToUnixTimeMilliseconds(),
        LockedUntil = credential.Lock.LockedUntil?.ToUnixTimeMilliseconds(),
        ComparedWhileLocked = credential.Lock.ComparedWhileLocked,
    };
}
