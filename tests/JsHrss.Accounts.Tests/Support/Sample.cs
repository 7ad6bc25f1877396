using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Tests.Support;

/// <summary>Synthetic persons and units.</summary>
internal static class Sample
{
    public static DateTimeOffset Now => HandMovedTime.Start;

    public static DateOnly Today => ChinaTime.DayOf(Now);

    public static IdentityDocument Document(string number, IdDocumentType type = IdDocumentType.ResidentIdentityCard, string? country = null) =>
        IdentityDocument.Read(type, number, Today, country).Value;

    public static PersonStanding Person(AssuranceLevel level = AssuranceLevel.RealPerson, IdentityDocument? document = null, string? phone = "13000000003") => new()
    {
        Id = PersonId.New(),
        Level = level,
        Version = 1,
        Profile = new Lazy<PersonProfile>(() => new PersonProfile(
            PersonName.Read("王示办").Value,
            document ?? Document("32010019851231123X"),
            phone is null ? null : PhoneNumber.Read(phone).Value,
            null,
            Now)),
    };

    public static Mandate Mandate(int from = 0, int to = 365, params string[] items) => new(
        MandateId.New(Now),
        Validity.Between(Today.AddDays(from), Today.AddDays(to)).Value,
        MandateScope.Of(items.Select(item => BusinessItemCode.Read(item).Value)),
        new GrantedBy(MembershipLink.Delegated, UnitRole.UnitAdministrator));

    public static UnitStanding Agent(int number = 1, Mandate? mandate = null) => new()
    {
        Unit = UnitId.New(Now),
        UnitName = $"示例单位{number}",
        CreditCode = UnifiedSocialCreditCode.Restore($"91320100MA000{number:00000}"),
        UnitNumber = UnitNumber.Read($"1315{number:0000}").Value,
        UnitType = UnitType.Enterprise,
        UnitStatus = UnitStatus.Active,
        Membership = MembershipId.New(Now),
        Role = UnitRole.Agent,
        Link = MembershipLink.Delegated,
        Status = MemberStatus.Active,
        Version = 1,
        Mandate = mandate ?? Mandate(),
    };

    public static UnitStanding LegalRepresentative(int number = 1) => Agent(number) with { Role = UnitRole.LegalRepresentative, Link = MembershipLink.Registry, Mandate = null };

    public static UnitStanding InInstitution(UnitStanding unit, string number = "J0000007") => unit with
    {
        Membership = MembershipId.New(Now),
        Institution = new InstitutionStanding(InstitutionId.New(Now), InstitutionNumber.Read(number).Value, "示例见习基地", UnitStatus.Active),
    };
}
