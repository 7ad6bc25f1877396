using JsHrss.Accounts.Institutions;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Statements;

/// <summary>Aggregates of the domain as rows; what identifies a human is sealed and indexed here.</summary>
internal sealed class AggregateRows(FieldCipher cipher, LookupIndex index)
{
    public IEnumerable<object> Of(Person person)
    {
        var id = person.Id.Value;
        yield return new PersonRow
        {
            Id = id,
            Version = person.Version,
            Level = (int)person.Level,
            RealPersonUntil = person.RealPersonUntil?.ToUnixTimeMilliseconds(),
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
                Transaction = evidence.Transaction,
            };
        }
    }

    public static UnitRow Of(Unit unit) => new()
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

    public static InstitutionRow Of(Institution institution) => new()
    {
        Id = institution.Id.Value,
        Version = institution.Version,
        Unit = institution.Unit.Value,
        Number = institution.Number?.Value,
        Serial = institution.Number?.Serial,
        Name = institution.Name,
        BusinessLine = institution.BusinessLine,
        Status = (int)institution.Status,
        AppliedBy = institution.AppliedBy?.Person.Value,
        AppliedIn = institution.AppliedBy?.Membership.Value,
        DecidedBy = institution.Decision?.By.Account,
        DecidedClient = institution.Decision?.By.Client,
        DecidedAt = institution.Decision?.At.ToUnixTimeMilliseconds(),
        Reason = institution.Decision?.Reason,
        CreatedAt = institution.CreatedAt.ToUnixTimeMilliseconds(),
    };

    public static BusinessItemRow Of(BusinessItem item) => new()
    {
        Code = item.Code.Value,
        Name = item.Name,
        Parent = item.Parent?.Value,
        MinLevel = (int)item.MinimumLevel,
        Actions = (int)item.Actions,
        FirstDay = item.Validity?.Start.DayNumber,
        LastDay = item.Validity?.End.DayNumber,
    };

    public static MandateRow Of(UnitMember member, Mandate mandate) => new()
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

    public static CredentialRow Of(Credential credential) => new()
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
