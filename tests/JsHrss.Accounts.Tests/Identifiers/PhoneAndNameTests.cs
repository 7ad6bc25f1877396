using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Tests.Identifiers;

public sealed class PhoneAndNameTests
{
    [Theory]
    [Trait("Case", "EN-07")]
    [InlineData("13000000001")]
    [InlineData("+8613000000001")]
    [InlineData("+86 130 0000 0001")]
    [InlineData("8613000000001")]
    [InlineData("008613000000001")]
    [InlineData("0086-130-0000-0001")]
    [InlineData("１３０００００００01")]
    [InlineData("＋８６１３０00000001")]
    [InlineData(" 130 0000 0001 ")]
    [InlineData("130—0000—0001")]
    public void Every_spelling_is_one_phone_number(string typed) => Assert.Equal("13000000001", PhoneNumber.Read(typed).Value.Value);

    [Theory]
    [InlineData("12000000001")]
    [InlineData("23000000001")]
    [InlineData("1300000000")]
    [InlineData("130000000011")]
    [InlineData("+8513000000001")]
    [InlineData("1300000000a")]
    [InlineData("٠١٢٣٤٥٦٧٨٩٠")]
    public void A_wrong_phone_number_is_refused(string typed) => Assert.Equal(IdentifierErrors.PhoneForm, PhoneNumber.Read(typed).Code);

    [Theory]
    [InlineData("17000000001")]
    [InlineData("14100000001")]
    [InlineData("19900000001")]
    public void No_segment_is_blocked(string typed) => Assert.True(PhoneNumber.Read(typed).IsOk);

    [Theory]
    [InlineData("张示法", "张示法")]
    [InlineData(" 张示法 ", "张示法")]
    [InlineData("阿卜杜热合曼•示例", "阿卜杜热合曼·示例")]
    [InlineData("阿卜杜热合曼‧示例", "阿卜杜热合曼·示例")]
    [InlineData("阿卜杜热合曼．示例", "阿卜杜热合曼·示例")]
    [InlineData("𬭎示", "𬭎示")]
    [InlineData("示𠮷", "示𠮷")]
    [InlineData("\uF900示", "\uF900示")]
    [InlineData("EXAMPLE  KIM", "EXAMPLE KIM")]
    [InlineData("Jean-Luc O’Neil", "Jean-Luc O'Neil")]
    [InlineData("José Sample", "José Sample")]
    [InlineData("ＳＡＭＰＬＥ　ALEX", "SAMPLE ALEX")]
    public void A_right_name_keeps_its_characters(string typed, string value)
    {
        var read = PersonName.Read(typed);
        Assert.True(read.IsOk, read.Code);
        Assert.Equal(value, read.Value.Value);
    }

    [Theory]
    [InlineData("张")]
    [InlineData("张1")]
    [InlineData("张示A")]
    [InlineData("·张示")]
    [InlineData("张示·")]
    [InlineData("··")]
    [InlineData("<b>x</b>")]
    [InlineData("张示\u0000")]
    [InlineData("张示\u202E法")]
    [InlineData("- -")]
    public void A_wrong_name_is_refused(string typed) => Assert.Equal(IdentifierErrors.NameForm, PersonName.Read(typed).Code);

    [Fact]
    public void A_chinese_name_has_up_to_thirty_characters_of_any_plane()
    {
        Assert.True(PersonName.Read(string.Concat(Enumerable.Repeat("𠮷", 30))).IsOk);
        Assert.False(PersonName.Read(string.Concat(Enumerable.Repeat("𠮷", 31))).IsOk);
    }

    [Fact]
    public void Latin_names_compare_without_case()
    {
        Assert.True(PersonName.Read("Sample Alex").Value.Matches(PersonName.Read("SAMPLE ALEX").Value));
        Assert.False(PersonName.Read("张示法").Value.Matches(PersonName.Read("张示发").Value));
    }
}
