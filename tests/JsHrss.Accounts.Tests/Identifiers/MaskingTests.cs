using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.Identifiers;

public sealed class MaskingTests
{
    [Theory]
    [InlineData("320100199001016027", "*****6027")]
    [InlineData("H00000932", "*****0932")]
    public void A_document_number_shows_its_last_four(string number, string masked) => Assert.Equal(masked, Masking.Document(number));

    [Theory]
    [InlineData("13000000050", "1*****50")]
    [InlineData("13000000006", "1*****06")]
    public void A_phone_number_shows_first_and_last_two(string number, string masked) => Assert.Equal(masked, Masking.Phone(number));

    [Theory]
    [InlineData("陈示例", "陈*")]
    [InlineData("欧阳示例", "欧*")]
    [InlineData("𠮷示", "𠮷*")]
    [InlineData("Sample Alex", "S*")]
    public void A_name_shows_its_first_character(string name, string masked) => Assert.Equal(masked, Masking.Name(name));

    [Fact]
    public void A_credit_code_shows_first_two_and_last_four() => Assert.Equal("91*****007X", Masking.CreditCode("91320100MA0000007X"));

    [Fact]
    public void Nothing_that_holds_personal_data_prints_it()
    {
        var document = Sample.Document("320100199001010018");
        object[] values =
        [
            document, document.Number, PhoneNumber.Read("13000000001").Value, PersonName.Read("张示法").Value, Sample.Person(document: document),
            AccountIdentifier.Read("320100199001010018", Sample.Today), AccountIdentifier.Read("13000000001", Sample.Today),
            new PasswordSignIn("320100199001010018", "Demo-2026!", null, RequestOrigin.Unknown),
            new UnitSignIn("91320100MA0000007X", "13000000001", "Demo-2026!", null, null, RequestOrigin.Unknown),
        ];
        Assert.All(values, value =>
        {
            var text = $"{value}";
            Assert.DoesNotContain("32010019900101", text, StringComparison.Ordinal);
            Assert.DoesNotContain("1300000000", text, StringComparison.Ordinal);
            Assert.DoesNotContain("示法", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Demo", text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("320100199001010018", "*****0018")]
    [InlineData("13000000001", "*****0001")]
    [InlineData("secret", "*****")]
    [InlineData("Demo-2026!", "*****")]
    [InlineData(" 32010019851231123x ", "*****123X")]
    [InlineData("password示例!\n", "*****")]
    [InlineData(null, "*****")]
    public void What_was_typed_as_account_is_masked_for_audit(string? typed, string masked) => Assert.Equal(masked, Masking.Account(typed));
}
