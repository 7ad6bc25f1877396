using FsCheck;
using FsCheck.Fluent;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Tests.Fuzzing;

/// <summary>Identifiers as people type them: any text is read or refused, never thrown at; what is read is canonical; one wrong sign is noticed.</summary>
public sealed class IdentifierProperties
{
    private const string CreditSigns = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    [Trait("Case", "EN-07")]
    public void Any_text_is_read_or_refused() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll<string?>(text =>
    {
        _ = UnifiedSocialCreditCode.Read(text);
        _ = UnifiedSocialCreditCode.ReadForm(text);
        _ = OrganizationCode.Read(text);
        _ = PhoneNumber.Read(text);
        _ = PersonName.Read(text);
        _ = UnitNumber.Read(text);
        _ = InstitutionNumber.Read(text);
        _ = UnitCode.Read(text);
        _ = PersonId.Read(text);
        _ = MembershipId.Read(text);
        _ = Region.Read(text);
        _ = Masking.Account(text);
        foreach (var type in IdDocumentTypes.All)
            _ = IdentityDocument.Read(type, text, Today);
        _ = IdentityDocument.ReadLegacy(text, Today);
    }));

    [Fact]
    [Trait("Spec", "GB 11643")]
    public void One_wrong_digit_of_a_citizen_number_is_always_noticed() => Check.QuickThrowOnFailure(Prop.ForAll(CitizenNumbers(), Gen.Choose(0, 16).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (number, at, by) =>
    {
        var digits = number.ToCharArray();
        digits[at] = (char)('0' + ((digits[at] - '0' + by) % 10));
        return CitizenNumber.FaultOf(number, Today) is null && CitizenNumber.FaultOf(new string(digits), Today) is not null;
    }));

    [Fact]
    [Trait("Spec", "GB 11643")]
    public void A_citizen_number_is_the_same_however_it_is_typed() => Check.QuickThrowOnFailure(Prop.ForAll(CitizenNumbers(), number =>
    {
        var canonical = Number(number);
        return canonical is not null
            && Number(number.ToLowerInvariant()) == canonical
            && Number($"  {number[..6]} {number[6..14]} {number[14..]}　") == canonical
            && Number(Wide(number)) == canonical
            && Number(canonical) == canonical;
    }));

    [Fact]
    [Trait("Spec", "GB 32100")]
    public void One_wrong_sign_of_a_credit_code_is_always_noticed() => Check.QuickThrowOnFailure(Prop.ForAll(CreditCodes(), Gen.Choose(2, 17).ToArbitrary(), Gen.Choose(1, 30).ToArbitrary(), (code, at, by) =>
    {
        var signs = code.ToCharArray();
        signs[at] = CreditSigns[(CreditSigns.IndexOf(signs[at], StringComparison.Ordinal) + by) % CreditSigns.Length];
        return UnifiedSocialCreditCode.Read(code).IsOk && (new string(signs) == code || !UnifiedSocialCreditCode.Read(new string(signs)).IsOk);
    }));

    [Fact]
    [Trait("Case", "EN-07")]
    public void A_phone_number_is_the_same_however_it_is_typed() => Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, 999_999_999).ToArbitrary(), rest =>
    {
        var number = $"13{rest:D9}";
        return Phone(number) is { } canonical
            && Phone("+86" + number) == canonical && Phone("+86 " + number) == canonical && Phone("0086" + number) == canonical
            && Phone($"{number[..3]} {number[3..7]} {number[7..]}") == canonical && Phone(Wide(number)) == canonical;
    }));

    [Fact]
    public void A_public_id_is_read_back_and_no_other_text_is_it() => Check.QuickThrowOnFailure(Prop.ForAll<Guid, string?>((key, other) =>
    {
        var text = new MembershipId(key).ToString();
        return MembershipId.Read(text) == new MembershipId(key) && (other == text || MembershipId.Read(other) is not { } read || read.ToString() == other);
    }));

    private static Arbitrary<string> CitizenNumbers() => (
        from province in Gen.Elements("320102", "320583", "110101", "440305")
        from day in Gen.Choose(0, 30_000)
        from order in Gen.Choose(0, 999)
        select WithCheckDigit($"{province}{new DateOnly(1930, 1, 1).AddDays(day):yyyyMMdd}{order:D3}")).ToArbitrary();

    private static Arbitrary<string> CreditCodes() => (
        from region in Gen.Elements("320100", "320500", "110000")
        from signs in Gen.Elements(CreditSigns.ToCharArray()).ArrayOf(8)
        select WithCheckSign($"91{region}{OrganizationPart(new string(signs))}")).ToArbitrary();

    private static string WithCheckDigit(string seventeen)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return seventeen + "10X98765432"[seventeen.Select((digit, i) => (digit - '0') * weights[i]).Sum() % 11];
    }

    private static string OrganizationPart(string eight)
    {
        int[] weights = [3, 7, 9, 10, 5, 8, 4, 2];
        var rest = 11 - (eight.Select((sign, i) => Value(sign) * weights[i]).Sum() % 11);
        return eight + (rest == 10 ? 'X' : rest == 11 ? '0' : (char)('0' + rest));
        static int Value(char sign) => char.IsAsciiDigit(sign) ? sign - '0' : sign - 'A' + 10;
    }

    private static string WithCheckSign(string seventeen)
    {
        var sum = 0;
        for (int i = 0, weight = 1; i < 17; i++, weight = weight * 3 % 31)
            sum += CreditSigns.IndexOf(seventeen[i], StringComparison.Ordinal) * weight;
        return seventeen + CreditSigns[(31 - (sum % 31)) % 31];
    }

    private static string Wide(string text) => new([.. text.Select(sign => sign is > ' ' and <= '~' ? (char)(sign + 0xFEE0) : sign)]);

    private static string? Number(string text) => IdentityDocument.Read(IdDocumentType.ResidentIdentityCard, text, Today).OrNull?.Number.Value;

    private static string? Phone(string text) => PhoneNumber.Read(text).OrNull?.Value;
}
