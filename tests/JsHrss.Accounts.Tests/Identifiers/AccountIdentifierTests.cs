using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.Identifiers;

public sealed class AccountIdentifierTests
{
    private static AccountIdentifier Read(string? text, AccountKind? kind = null) => AccountIdentifier.Read(text, Sample.Today, kind);

    [Fact]
    public void A_citizens_number_is_one_number_though_a_passport_could_not_be_so_long()
    {
        var read = Read("320100199001010018");
        Assert.Equal("320100199001010018", Assert.Single(read.Numbers).Value);
        Assert.Null(read.Phone);
    }

    [Fact]
    public void A_phone_number_may_also_be_a_passport_number()
    {
        var read = Read("13000000001");
        Assert.Equal("13000000001", read.Phone?.Value);
        Assert.Equal(IdDocumentType.ForeignPassport, Assert.Single(read.Documents).Type);
    }

    [Fact]
    public void Eight_digits_may_be_a_permit_or_a_passport_with_one_number()
    {
        var read = Read("00000001");
        Assert.Equal([IdDocumentType.TaiwanPermit, IdDocumentType.ForeignPassport], read.Documents.Select(document => document.Type));
        Assert.Single(read.Numbers);
    }

    [Fact]
    public void A_renewed_permit_is_looked_up_by_both_readings() =>
        Assert.Equal(["H00000001", "H0000000101"], Read("h0000000101").Numbers.Select(number => number.Value));

    [Fact]
    public void The_kind_that_was_asked_narrows_it()
    {
        Assert.Null(Read("13000000001", AccountKind.Of(IdDocumentType.ForeignPassport)).Phone);
        Assert.Empty(Read("13000000001", AccountKind.Phone).Documents);
        Assert.Equal(IdDocumentType.TaiwanPermit, Assert.Single(Read("00000001", AccountKind.Of(IdDocumentType.TaiwanPermit)).Documents).Type);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("张示法")]
    [InlineData("' or 1=1 --")]
    public void What_is_no_number_means_nobody(string? text) => Assert.True(Read(text).IsEmpty);

    [Fact]
    [Trait("Case", "EN-11")]
    public void A_document_means_its_own_type_only()
    {
        var permit = Sample.Document("00000001", IdDocumentType.TaiwanPermit);
        Assert.Equal(AccountKind.Of(IdDocumentType.TaiwanPermit), Read("00000001").KindOf(permit, null));
        Assert.Null(Read("00000001", AccountKind.Of(IdDocumentType.ForeignPassport)).KindOf(permit, null));
        Assert.Equal(AccountKind.Phone, Read("13000000001").KindOf(permit, PhoneNumber.Read("13000000001").Value));
        Assert.Null(Read("13000000001").KindOf(permit, PhoneNumber.Read("13000000002").Value));
        Assert.Null(Read("320100199001010018").KindOf(permit, null));
    }

    [Fact]
    public void A_kind_reads_back_what_it_writes()
    {
        Assert.Equal(AccountKind.Phone, AccountKind.Read("phone"));
        Assert.All(IdDocumentTypes.All, type => Assert.Equal(AccountKind.Of(type), AccountKind.Read(AccountKind.Of(type).ToString())));
        Assert.Null(AccountKind.Read("Phone"));
        Assert.Null(AccountKind.Read(null));
    }

    [Fact]
    public void A_unit_code_may_be_all_three()
    {
        var code = UnitCode.Read("91320100ma0000007x");
        Assert.Equal("91320100MA0000007X", code.CreditCode?.Value);
        Assert.Equal("91320100MA0000007X", code.UnitNumber?.Value);
        var number = UnitCode.Read("13150819");
        Assert.Null(number.CreditCode);
        Assert.Equal("13150819", number.InstitutionNumber?.Value);
        Assert.True(UnitCode.Read("示例科技有限公司").IsEmpty);
        Assert.Null(UnitCode.Read("13150819", UnitCodeKind.UnitNumber).InstitutionNumber);
    }

    [Fact]
    [Trait("Case", "UN-19")]
    public void A_units_code_never_means_its_institution()
    {
        var (code, number, institution) = (UnifiedSocialCreditCode.Read("91320100MA0000007X").Value, UnitNumber.Read("13150819").Value, InstitutionNumber.Read("J0000007").Value);
        Assert.Equal(UnitCodeKind.CreditCode, UnitCode.Read("91320100MA0000007X").KindOf(code, number, null));
        Assert.Equal(UnitCodeKind.UnitNumber, UnitCode.Read("13150819").KindOf(code, number, null));
        Assert.Null(UnitCode.Read("91320100MA0000007X").KindOf(code, number, institution));
        Assert.Null(UnitCode.Read("13150819").KindOf(code, number, institution));
        Assert.Equal(UnitCodeKind.InstitutionNumber, UnitCode.Read("J0000007").KindOf(code, number, institution));
        Assert.Null(UnitCode.Read("J0000007").KindOf(code, number, null));
        Assert.Null(UnitCode.Read("13150819").KindOf(null, UnitNumber.Read("13150820").Value, null));
    }

    [Fact]
    [Trait("Case", "UN-20")]
    public void A_part_of_a_number_means_nothing() =>
        Assert.Null(UnitCode.Read("1315081").KindOf(null, UnitNumber.Read("13150819").Value, null));
}
