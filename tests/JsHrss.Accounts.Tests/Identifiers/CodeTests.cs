using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Tests.Identifiers;

public sealed class CodeTests
{
    public static TheoryData<string> RightCodes { get; } =
    [
        "91320100MA0000007X", "91320100MA0000015Q", "91320200MA0000023Q", "91320500MA00000A93", "92321000MA0000Y11T", "91320100MA000004X6",
        "91320100MA0000090H", "91320100MA00004100", "1232000040000000XC", "113200000000000008", "52320000500000007F", "91320400123456788U", "91350100M000100Y43",
    ];

    [Theory]
    [Trait("Spec", "GB 32100-2015")]
    [MemberData(nameof(RightCodes))]
    public void A_right_credit_code_is_taken(string code)
    {
        var read = UnifiedSocialCreditCode.Read(code);
        Assert.True(read.IsOk, read.Code);
        Assert.Equal(code, read.Value.Value);
    }

    [Theory]
    [Trait("Spec", "GB 32100-2015")]
    [MemberData(nameof(RightCodes))]
    public void Any_single_changed_character_is_refused(string code)
    {
        foreach (var place in Enumerable.Range(0, code.Length))
        {
            foreach (var other in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".Where(other => other != code[place]))
                Assert.False(UnifiedSocialCreditCode.Read(code[..place] + other + code[(place + 1)..]).IsOk);
        }
    }

    [Theory]
    [Trait("Spec", "GB 32100-2015")]
    [InlineData("91350100M000100Y4Z", IdentifierErrors.CreditCodeForm)]
    [InlineData("91350100M000100Y4Y", IdentifierErrors.CreditCodeCheck)]
    [InlineData("91320100MA000000", IdentifierErrors.CreditCodeForm)]
    [InlineData("91A20100MA0000007X", IdentifierErrors.CreditCodeForm)]
    [InlineData("91320100IA0000007X", IdentifierErrors.CreditCodeForm)]
    [InlineData("", IdentifierErrors.Missing)]
    public void A_wrong_credit_code_is_refused_with_its_reason(string code, string reason) => Assert.Equal(reason, UnifiedSocialCreditCode.Read(code).Code);

    [Theory]
    [InlineData(" 91320100ma0000007x ")]
    [InlineData("９１３２０１００ＭＡ０００００07Ｘ")]
    [InlineData("91320100 MA0000007 X")]
    public void Every_spelling_is_one_credit_code(string typed) => Assert.Equal("91320100MA0000007X", UnifiedSocialCreditCode.Read(typed).Value.Value);

    [Fact]
    public void A_code_that_fails_its_check_can_still_be_looked_up()
    {
        Assert.True(UnifiedSocialCreditCode.ReadForm("91350100M000100Y4Y").IsOk);
        Assert.False(UnifiedSocialCreditCode.ReadForm("91350100M000100Y4Z").IsOk);
    }

    [Theory]
    [Trait("Spec", "GB 11714-1997")]
    [InlineData("D2143569-X")]
    [InlineData("MA000004-X")]
    [InlineData("MA000009-0")]
    [InlineData("MA0000015")]
    [InlineData("ma000001-5")]
    public void A_right_organisation_code_is_taken(string code) => Assert.True(OrganizationCode.Read(code).IsOk);

    [Theory]
    [Trait("Spec", "GB 11714-1997")]
    [InlineData("D2143569-1", IdentifierErrors.OrganizationCodeCheck)]
    [InlineData("D214356-X", IdentifierErrors.OrganizationCodeForm)]
    [InlineData("D21435691X", IdentifierErrors.OrganizationCodeForm)]
    [InlineData(null, IdentifierErrors.Missing)]
    public void A_wrong_organisation_code_is_refused(string? code, string reason) => Assert.Equal(reason, OrganizationCode.Read(code).Code);

    [Fact]
    public void An_organisation_code_is_printed_with_its_hyphen() => Assert.Equal("D2143569-X", OrganizationCode.Read("d2143569x").Value.ToString());

    [Theory]
    [InlineData("91320100MA0000007X", true)]
    [InlineData("91320100MA000004X6", true)]
    [InlineData("91320100MA0000090H", true)]
    public void A_credit_code_holds_an_organisation_code(string code, bool valid) => Assert.Equal(valid, UnifiedSocialCreditCode.Read(code).Value.HasValidOrganizationPart);

    [Theory]
    [InlineData("13150819")]
    [InlineData("2021-32100018-00001")]
    [InlineData("K3203000001")]
    [InlineData("1234")]
    public void A_unit_number_is_opaque(string number) => Assert.Equal(number, UnitNumber.Read(number).Value.Value);

    [Theory]
    [InlineData("123")]
    [InlineData("123456789012345678901")]
    [InlineData("1234_5")]
    [InlineData("示例单位")]
    public void A_wrong_unit_number_is_refused(string number)
    {
        Assert.Equal(IdentifierErrors.NumberForm, UnitNumber.Read(number).Code);
        Assert.Equal(IdentifierErrors.NumberForm, InstitutionNumber.Read(number).Code);
    }

    [Fact]
    public void An_institution_number_forgives_spelling() => Assert.Equal("J0000007", InstitutionNumber.Read(" j０000007").Value.Value);

    [Theory]
    [InlineData("SI-0102", true)]
    [InlineData("si-0102", false)]
    [InlineData("S", false)]
    [InlineData("SI 0102", false)]
    [InlineData(null, false)]
    public void An_item_code_is_taken_exactly(string? code, bool ok) => Assert.Equal(ok, BusinessItemCode.Read(code).IsOk);

    [Fact]
    [Trait("Spec", "GB/T 2260")]
    public void Jiangsu_has_the_province_and_thirteen_cities()
    {
        Assert.Equal(14, Region.All.Count());
        Assert.All(Region.All, region => Assert.Equal(region, Region.Read(region.Code).Value));
        Assert.Equal(IdentifierErrors.Region, Region.Read("310000").Code);
        Assert.Equal(IdentifierErrors.Region, Region.Read(null).Code);
    }
}
