using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.Identifiers;

public sealed class CitizenNumberTests
{
    private static Result<IdentityDocument> Read(string? text) => IdentityDocument.Read(IdDocumentType.ResidentIdentityCard, text, Sample.Today);

    [Theory]
    [Trait("Spec", "GB 11643-1999")]
    [InlineData("320100199001010018")]
    [InlineData("320100199001010026")]
    [InlineData("32010019851231123X")]
    [InlineData("320500200002293109")]
    [InlineData("321300194910019991")]
    [InlineData("320800197006150166")]
    [InlineData("321100199911302459")]
    [InlineData("32010019880808008X")]
    [InlineData("32010019880808016X")]
    public void A_right_number_is_taken_as_it_is(string number)
    {
        var read = Read(number);
        Assert.True(read.IsOk, read.Code);
        Assert.Equal(number, read.Value.Number.Value);
        Assert.Equal($"ID:{number}", read.Value.UniqueKey);
    }

    [Theory]
    [Trait("Spec", "GB 11643-1999")]
    [InlineData("320100199001010019", IdentifierErrors.DocumentCheck)]
    [InlineData("320500190002293102", IdentifierErrors.DocumentBirth)]
    [InlineData("32010019900101001", IdentifierErrors.DocumentForm)]
    [InlineData("3201001990010100188", IdentifierErrors.DocumentForm)]
    [InlineData("32010019900A010018", IdentifierErrors.DocumentForm)]
    [InlineData("X20100199001010018", IdentifierErrors.DocumentForm)]
    [InlineData("932840198801010016", IdentifierErrors.DocumentOtherType)]
    [InlineData("991000199001010018", IdentifierErrors.DocumentOtherType)]
    [InlineData("810000199001010019", IdentifierErrors.DocumentOtherType)]
    [InlineData("830000198508151135", IdentifierErrors.DocumentOtherType)]
    [InlineData("100100199001010018", IdentifierErrors.DocumentRegion)]
    [InlineData("320100900101001", IdentifierErrors.DocumentLegacy)]
    [InlineData("", IdentifierErrors.Missing)]
    [InlineData("   ", IdentifierErrors.Missing)]
    [InlineData(null, IdentifierErrors.Missing)]
    public void A_wrong_number_is_refused_with_its_reason(string? number, string code) => Assert.Equal(code, Read(number).Code);

    [Theory]
    [Trait("Case", "EN-07")]
    [InlineData(" 32010019851231123x ")]
    [InlineData("３２０１００１９８５１２３１１２３Ｘ")]
    [InlineData("320100 19851231 123X")]
    [InlineData("32010019851231123Ⅹ")]
    [InlineData("32010019851231123ｘ")]
    [InlineData("　32010019851231123X　")]
    public void Every_spelling_is_one_number(string typed) => Assert.Equal("32010019851231123X", Read(typed).Value.Number.Value);

    [Fact]
    public void Nobody_is_born_tomorrow()
    {
        var tomorrow = Sample.Today.AddDays(1).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        var body = $"320100{tomorrow}001";
        Assert.Equal(IdentifierErrors.DocumentBirth, Read(body + CitizenNumber.CheckOf(body)).Code);
    }

    [Fact]
    public void Somebody_is_born_today()
    {
        var today = Sample.Today.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        var body = $"320100{today}001";
        Assert.True(Read(body + CitizenNumber.CheckOf(body)).IsOk);
    }

    [Fact]
    public void Nobody_alive_was_born_before_1900()
    {
        const string Body = "32010018991231001";
        Assert.Equal(IdentifierErrors.DocumentBirth, Read(Body + CitizenNumber.CheckOf(Body)).Code);
    }

    [Fact]
    public void An_abolished_county_is_no_fault()
    {
        const string Body = "32999919900101001";
        Assert.True(Read(Body + CitizenNumber.CheckOf(Body)).IsOk);
    }

    [Fact]
    public void Birth_and_gender_are_read_from_the_number()
    {
        var man = Read("320100199001010018").Value;
        Assert.Equal(new DateOnly(1990, 1, 1), man.BirthDate);
        Assert.Equal(Gender.Male, man.Gender);
        Assert.Equal(Gender.Female, Read("320100199001010026").Value.Gender);
    }

    [Fact]
    public void Fifteen_digits_are_taken_for_older_halls_only_and_become_eighteen() =>
        Assert.Equal("320100199001010018", IdentityDocument.ReadLegacy("320100900101001", Sample.Today).Value.Number.Value);

    [Fact]
    public void A_legacy_reading_takes_eighteen_digits_too() =>
        Assert.Equal("320100199001010018", IdentityDocument.ReadLegacy("320100199001010018", Sample.Today).Value.Number.Value);

    [Theory]
    [InlineData("320100901301001")]
    [InlineData("32010090010100A")]
    public void A_wrong_legacy_number_is_refused(string number) => Assert.False(IdentityDocument.ReadLegacy(number, Sample.Today).IsOk);

    [Fact]
    public void A_megabyte_is_refused_at_once() => Assert.Equal(IdentifierErrors.Missing, Read(new string('3', 1_000_000)).Code);
}
