using System.Collections.Immutable;
using JsHrss.Accounts;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Institutions;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;

namespace JsHrss.Storage.Tests;

/// <summary>Two persons and a unit of the demo, and what hangs on them.</summary>
internal sealed class Samples
{
    public const string SunNumber = "320800197006150166";
    public const string SunMobile = "13000000006";
    public const string WangNumber = "32010019851231123X";
    public const string WangMobile = "13000000003";

    private readonly DateTimeOffset now;

    public Samples(HandMovedClock clock)
    {
        now = clock.Now;
        Sun = APerson("孙示名", SunNumber, SunMobile, AssuranceLevel.RealName);
        Wang = APerson("王示办", WangNumber, WangMobile, AssuranceLevel.RealPerson);
        Unit = new Unit
        {
            Id = UnitId.New(now),
            CreditCode = UnifiedSocialCreditCode.Read("91320100MA0000007X").Value,
            Number = UnitNumber.Read("13150819").Value,
            Name = "示例科技有限公司",
            Type = UnitType.Enterprise,
            Region = Region.Read("320100").Value,
            CreatedAt = now,
        };
        Institution = new Institution { Id = InstitutionId.New(now), Unit = Unit.Id, Number = InstitutionNumber.Read("J0000007").Value, Name = "示例见习基地", BusinessLine = "人才流动服务", CreatedAt = now };
        Member = AnAgent(Wang.Id);
        SunPassword = new Credential { Id = CredentialId.New(now), Person = Sun.Id, Hash = PasswordHash.Of("Demo-2026!", 1), SetAt = now };
        WangUnitPassword = new Credential { Id = CredentialId.New(now), Person = Wang.Id, Membership = Member.Id, Hash = PasswordHash.Of("Unit-2026!", 1), SetAt = now };
    }

    public Person Sun { get; }

    public Person Wang { get; }

    public Unit Unit { get; }

    public Institution Institution { get; }

    public UnitMember Member { get; }

    public Credential SunPassword { get; }

    public Credential WangUnitPassword { get; }

    /// <summary>What a sign-in that was right a moment ago compared.</summary>
    public PasswordHash? HashOf(JsHrss.Accounts.SignIn.Proof proof) => new[] { SunPassword, WangUnitPassword }.FirstOrDefault(one => one.Id == proof.Credential)?.Hash;

    public SeedPlan Plan => new()
    {
        Persons = [Sun, Wang],
        Units = [Unit],
        Institutions = [Institution],
        Items = [new BusinessItem(Item("SI-0101"), "劳动合同拟定", AssuranceLevel.RealName, ItemActions.Query | ItemActions.Submit)],
        Members = [Member],
        Credentials = [SunPassword, WangUnitPassword],
    };

    public static BusinessItemCode Item(string code) => BusinessItemCode.Read(code).Value;

    public Person APerson(string name, string number, string? mobile, AssuranceLevel level) => new()
    {
        Id = PersonId.New(),
        Name = PersonName.Read(name).Value,
        Document = IdentityDocument.Read(IdDocumentType.ResidentIdentityCard, number, new DateOnly(2026, 11, 21)).Value,
        Phone = mobile is null ? null : PhoneNumber.Read(mobile).Value,
        Level = level,
        Evidence = [new AssuranceEvidence(AssuranceLevel.RealName, AssuranceMethod.RegisterMatch, now, "population-register")],
        CreatedAt = now,
        UpdatedAt = now,
    };

    public UnitMember AnAgent(PersonId person) => UnitMember.Agent(MembershipId.New(now), person, Unit.Id, MembershipLink.Delegated, AMandate(MandateScope.Of([Item("SI-0101"), Item("SI-0102")])), now);

    public Mandate AMandate(MandateScope scope) => new(
        MandateId.New(now),
        Validity.Between(new DateOnly(2026, 11, 21), new DateOnly(2027, 11, 20)).Value,
        scope,
        new GrantedBy(MembershipLink.Delegated, UnitRole.UnitAdministrator));

    public Grant AGrant(PersonId person, MembershipId? context, Guid? session, bool offline = false) => new(
        new GrantId(Guid.CreateVersion7(now)),
        null,
        new ClientId("hall"),
        new Entitlement(
            new SubjectId(person.ToString()),
            new ContextId(context?.ToString() ?? "self"),
            session is { } browser ? new OpenId.Ports.SessionId(browser) : null,
            new Authentication("urn:jshrss:acr:realname", ["pwd"], now, "local"),
            ["openid"], [], null, null, Confirmation.None, null),
        now,
        now.AddHours(8),
        now.AddHours(12),
        offline,
        null);

    public static ImmutableArray<Change> List(params ReadOnlySpan<Change> changes) => [.. changes];
}
