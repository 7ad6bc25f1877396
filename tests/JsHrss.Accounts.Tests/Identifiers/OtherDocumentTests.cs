using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.Identifiers;

public sealed class OtherDocumentTests
{
    [Theory]
    [InlineData(IdDocumentType.HongKongMacaoPermit, "H00000001", "H00000001")]
    [InlineData(IdDocumentType.HongKongMacaoPermit, "h0000000101", "H00000001")]
    [InlineData(IdDocumentType.HongKongMacaoPermit, "M12345678", "M12345678")]
    [InlineData(IdDocumentType.TaiwanPermit, "00000001", "00000001")]
    [InlineData(IdDocumentType.TaiwanPermit, "0000000001(B)", "0000000001B")]
    [InlineData(IdDocumentType.TaiwanPermit, "0000000001（B）", "0000000001B")]
    [InlineData(IdDocumentType.TaiwanPermit, "0000000001b", "0000000001B")]
    [InlineData(IdDocumentType.TaiwanPermit, "0000000001", "0000000001")]
    [InlineData(IdDocumentType.HongKongMacaoResidencePermit, "810000199001010019", "810000199001010019")]
    [InlineData(IdDocumentType.HongKongMacaoResidencePermit, "820000199205200027", "820000199205200027")]
    [InlineData(IdDocumentType.TaiwanResidencePermit, "830000198508151135", "830000198508151135")]
    [InlineData(IdDocumentType.ForeignPermanentResidentCard, "932840198801010016", "932840198801010016")]
    [InlineData(IdDocumentType.ForeignPermanentResidentCard, "932392198502140020", "932392198502140020")]
    [InlineData(IdDocumentType.ForeignPermanentResidentCard, "932826197712311237", "932826197712311237")]
    [InlineData(IdDocumentType.ForeignPermanentResidentCard, "usa320000000001", "USA320000000001")]
    public void A_right_number_has_one_canonical_form(IdDocumentType type, string typed, string canonical)
    {
        var read = IdentityDocument.Read(type, typed, Sample.Today);
        Assert.True(read.IsOk, read.Code);
        Assert.Equal(canonical, read.Value.Number.Value);
    }

    [Theory]
    [InlineData(IdDocumentType.HongKongMacaoPermit, "K00000001")]
    [InlineData(IdDocumentType.HongKongMacaoPermit, "H0000001")]
    [InlineData(IdDocumentType.HongKongMacaoPermit, "H000000012")]
    [InlineData(IdDocumentType.TaiwanPermit, "0000001")]
    [InlineData(IdDocumentType.TaiwanPermit, "00000001B")]
    [InlineData(IdDocumentType.HongKongMacaoResidencePermit, "810000199001010018")]
    [InlineData(IdDocumentType.HongKongMacaoResidencePermit, "830000198508151135")]
    [InlineData(IdDocumentType.HongKongMacaoResidencePermit, "320100199001010018")]
    [InlineData(IdDocumentType.TaiwanResidencePermit, "810000199001010019")]
    [InlineData(IdDocumentType.ForeignPermanentResidentCard, "932840198801010017")]
    [InlineData(IdDocumentType.ForeignPermanentResidentCard, "320100199001010018")]
    [InlineData(IdDocumentType.ForeignPermanentResidentCard, "US1320000000001")]
    [InlineData(IdDocumentType.ForeignPassport, "X001")]
    [InlineData(IdDocumentType.ForeignPassport, "X0000000100000001A")]
    public void A_wrong_number_is_refused(IdDocumentType type, string typed) => Assert.False(IdentityDocument.Read(type, typed, Sample.Today, "USA").IsOk);

    [Fact]
    public void The_printed_form_keeps_the_renewal_digits() =>
        Assert.Equal("H0000000101", IdentityDocument.Read(IdDocumentType.HongKongMacaoPermit, "H0000000101", Sample.Today).Value.Printed);

    [Fact]
    public void A_renewed_permit_is_the_same_person() =>
        Assert.Equal(Sample.Document("H00000001", IdDocumentType.HongKongMacaoPermit).UniqueKey, Sample.Document("H0000000102", IdDocumentType.HongKongMacaoPermit).UniqueKey);

    [Fact]
    public void A_passport_is_unique_within_its_country()
    {
        var (one, other) = (Sample.Document("x00000001", IdDocumentType.ForeignPassport, "usa"), Sample.Document("X00000001", IdDocumentType.ForeignPassport, "GBR"));
        Assert.Equal("PPF:USA:X00000001", one.UniqueKey);
        Assert.NotEqual(one.UniqueKey, other.UniqueKey);
        Assert.Equal(one.Number, other.Number);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("US")]
    [InlineData("U5A")]
    public void A_passport_needs_its_country(string? country) =>
        Assert.Equal(IdentifierErrors.PassportCountry, IdentityDocument.Read(IdDocumentType.ForeignPassport, "X00000001", Sample.Today, country).Code);

    [Fact]
    public void The_same_number_of_two_types_is_two_documents() =>
        Assert.NotEqual(Sample.Document("00000001", IdDocumentType.TaiwanPermit).UniqueKey, Sample.Document("00000001", IdDocumentType.ForeignPassport, "USA").UniqueKey);

    [Fact]
    public void A_foreigners_number_tells_birth_but_no_gender()
    {
        var read = Sample.Document("932840198801010016", IdDocumentType.ForeignPermanentResidentCard);
        Assert.Equal(new DateOnly(1988, 1, 1), read.BirthDate);
        Assert.Null(read.Gender);
    }

    [Fact]
    public void A_permit_tells_neither()
    {
        var read = Sample.Document("H00000001", IdDocumentType.HongKongMacaoPermit);
        Assert.Null(read.BirthDate);
        Assert.Null(read.Gender);
    }

    [Fact]
    public void A_passport_of_eighteen_digits_is_no_birth_date() => Assert.Null(Sample.Document("32010019900101001", IdDocumentType.ForeignPassport, "USA").BirthDate);

    [Fact]
    public void Every_type_has_a_code_that_reads_back()
    {
        Assert.Equal(7, IdDocumentTypes.All.Count);
        Assert.All(IdDocumentTypes.All, type => Assert.Equal(type, IdDocumentTypes.Read(type.Code()).Value));
        Assert.Equal(IdentifierErrors.DocumentType, IdDocumentTypes.Read("id").Code);
    }
}
