using System.Collections.Immutable;
using JsHrss.Accounts;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Units;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>Accounts of a test's own, beside the demonstration data.</summary>
public static class Planting
{
    private const int Iterations = 1000;

    public static async Task PlantAsync(this IdpHost host, SeedPlan plan) =>
        await host.Services.GetRequiredService<IAccountsSeed>().PlantAsync(plan, TestContext.Current.CancellationToken);

    public static Person NewPerson(this IdpHost host, string name, string idNumber, string mobile, AssuranceLevel level = AssuranceLevel.RealPerson)
    {
        var now = host.Clock.GetUtcNow();
        var person = new Person
        {
            Id = PersonId.New(),
            Name = PersonName.Read(name).Value,
            Document = IdentityDocument.Read(IdDocumentType.ResidentIdentityCard, idNumber, ChinaTime.DayOf(now)).Value,
            Phone = PhoneNumber.Read(mobile).Value,
            CreatedAt = now,
            UpdatedAt = now,
        };
        if (level >= AssuranceLevel.RealName)
            person = person.Establish(new AssuranceEvidence(AssuranceLevel.RealName, AssuranceMethod.RegisterMatch, now, "test")).Value;
        if (level >= AssuranceLevel.RealPerson)
            person = person.Establish(new AssuranceEvidence(AssuranceLevel.RealPerson, AssuranceMethod.FaceCheck, now, "test")).Value;
        return person;
    }

    public static Unit NewUnit(this IdpHost host, string name, string number, string codeWithoutCheck) => new()
    {
        Id = UnitId.New(host.Clock.GetUtcNow()),
        Name = name,
        Number = UnitNumber.Read(number).Value,
        CreditCode = WithCheck(codeWithoutCheck),
        Type = UnitType.Enterprise,
        CreatedAt = host.Clock.GetUtcNow(),
    };

    public static UnitMember NewAgent(this IdpHost host, PersonId person, UnitId unit, params string[] items)
    {
        var now = host.Clock.GetUtcNow();
        var today = ChinaTime.DayOf(now);
        var scope = MandateScope.Of(items.Select(item => BusinessItemCode.Read(item).Value));
        var mandate = new Mandate(MandateId.New(now), Validity.Between(today, today.AddDays(30)).Value, scope, new GrantedBy(MembershipLink.Delegated, UnitRole.UnitAdministrator));
        return UnitMember.Agent(MembershipId.New(now), person, unit, MembershipLink.Delegated, mandate, now);
    }

    public static Credential NewPassword(this IdpHost host, PersonId person, MembershipId? membership, string password) => new()
    {
        Id = CredentialId.New(host.Clock.GetUtcNow()),
        Person = person,
        Membership = membership,
        Hash = PasswordHash.Of(password, Iterations),
        SetAt = host.Clock.GetUtcNow(),
    };

    /// <summary>The check character is found by trying all.</summary>
    private static UnifiedSocialCreditCode WithCheck(string seventeen) =>
        "0123456789ABCDEFGHJKLMNPQRTUWXY".Select(check => UnifiedSocialCreditCode.Read(seventeen + check)).First(code => code.IsOk).Value;
}
