using JsHrss.Accounts.Addresses;

namespace JsHrss.Accounts.Tests.Addresses;

/// <summary>What may stand in an address book.</summary>
public sealed class PostalAddressTests
{
    private static readonly AddressTyped s_good = new("韩示亲", "320211", "示例路78号", "214000", "13000000030", false);

    [Fact]
    [Trait("Spec", "R153")]
    public void What_is_typed_well_is_kept_tidied()
    {
        var (address, faults) = PostalAddress.Read(new("　韩示亲 \t ", "320211", " 示例路  78号 ", "２１４０００", "130-0000-0030", false));
        Assert.Empty(faults);
        Assert.Equal(("韩示亲", "江苏省无锡市滨湖区", "示例路 78号", "214000", "13000000030"), (address!.Recipient, address.District.FullName, address.Street, address.Postcode, address.Phone.Value));
    }

    [Fact]
    public void A_postcode_may_be_left_out() => Assert.Null(PostalAddress.Read(s_good with { Postcode = " " }).Address!.Postcode);

    [Fact]
    public void Every_fault_is_told_at_once_in_the_order_of_the_form()
    {
        Assert.Equal(
            [AddressErrors.RecipientMissing, AddressErrors.DistrictMissing, AddressErrors.StreetMissing, AddressErrors.PhoneMissing],
            PostalAddress.Read(new(null, "", " ", null, null, false)).Faults);
        Assert.Equal(
            [AddressErrors.RecipientForm, AddressErrors.DistrictUnknown, AddressErrors.StreetForm, AddressErrors.PostcodeForm, AddressErrors.PhoneForm],
            PostalAddress.Read(new("亲", "320299", "7", "21400", "110", false)).Faults);
    }

    [Theory]
    [InlineData("\U00020BB7野示例")]
    [InlineData("\uFA0E\uFA0F示例")] // compatibility ideographs, which NFC would leave or replace
    [InlineData("\uF900示例")]
    [InlineData("\uE000示例")] // private use of older registers
    [InlineData("\U000323B0\U0003FFF0示例")] // of Unicode 17, and of none yet
    [InlineData("阿卜杜热合曼·示例长名")]
    [InlineData("样本（江苏）有限公司 人事部")]
    [InlineData("葛\U000E0100示例")] // a chosen shape of a character
    public void Rare_characters_of_every_plane_stay(string name) => Assert.Equal(name, PostalAddress.Read(s_good with { Recipient = name }).Address?.Recipient);

    [Fact]
    public void Marks_are_composed() => Assert.Equal("caf\u00E9 \uF900", PostalAddress.Read(s_good with { Street = "cafe\u0301 \uF900" }).Address!.Street);

    [Theory]
    [Trait("Case", "AD-15")]
    [InlineData("示例\n路")]
    [InlineData("示例\u0000路")]
    [InlineData("示例\u202E路")]
    [InlineData("示例\u2028路")]
    [InlineData("示例\u200B路")]
    [InlineData("示例\uD842")]
    [InlineData("示\u0301\u0301\u0301\u0301例")]
    [InlineData("\uFFFD示例")]
    [InlineData("\U0003FFFE示例")]
    [InlineData("\uFFFF示例")]
    [InlineData("\u0378示例")]
    public void What_is_no_text_of_one_line_is_refused(string text)
    {
        Assert.Equal([AddressErrors.RecipientForm], PostalAddress.Read(s_good with { Recipient = text }).Faults);
        Assert.Equal([AddressErrors.StreetForm], PostalAddress.Read(s_good with { Street = text }).Faults);
    }

    [Fact]
    [Trait("Case", "HT-05")]
    public void Lengths_are_counted_in_characters_and_a_megabyte_is_nothing()
    {
        Assert.Empty(PostalAddress.Read(s_good with { Recipient = Rare(PostalAddress.LongestRecipient), Street = Rare(PostalAddress.LongestStreet) }).Faults);
        Assert.Equal([AddressErrors.RecipientForm, AddressErrors.StreetForm], PostalAddress.Read(s_good with { Recipient = Rare(PostalAddress.LongestRecipient + 1), Street = Rare(PostalAddress.LongestStreet + 1) }).Faults);
        var megabyte = new string('7', 1 << 20);
        Assert.Equal(
            [AddressErrors.RecipientForm, AddressErrors.DistrictUnknown, AddressErrors.StreetForm, AddressErrors.PostcodeForm, AddressErrors.PhoneForm],
            PostalAddress.Read(new(megabyte, megabyte, megabyte, megabyte, megabyte, false)).Faults);

        static string Rare(int times) => string.Concat(Enumerable.Repeat("\U00020BB7", times));
    }

    [Theory]
    [InlineData("13000000030", "13000000030")]
    [InlineData("+86 130 0000 0030", "13000000030")]
    [InlineData("025-55550100", "025-55550100")]
    [InlineData("（025）55550100", "025-55550100")]
    [InlineData("02555550100", "025-55550100")]
    [InlineData("+86 25 55550100", "025-55550100")]
    [InlineData("0510 8555010", "0510-8555010")]
    [InlineData("0510-85550100转801", "0510-85550100-801")]
    [InlineData("010-55550100-8", "010-55550100-8")]
    public void A_phone_is_a_mobile_or_a_landline(string typed, string kept) => Assert.Equal(kept, ContactPhone.Read(typed).Value.Value);

    [Theory]
    [InlineData("12000000030")]
    [InlineData("55550100")]
    [InlineData("025-15550100")]
    [InlineData("025-555501")]
    [InlineData("025-555501001")]
    [InlineData("00025-55550100")]
    [InlineData("025-55550100-1234567")]
    [InlineData("025-55550100-8-8")]
    [InlineData("0")]
    [InlineData("+86")]
    [InlineData("０")]
    [InlineData("025－5555٠100")]
    public void What_is_neither_is_refused(string typed) => Assert.Equal(AddressErrors.PhoneForm, ContactPhone.Read(typed).Code);

    [Fact]
    [Trait("Case", "PI-01")]
    public void Nothing_written_shows_itself_by_accident()
    {
        var address = PostalAddress.Read(s_good).Address!;
        Assert.DoesNotContain("示", $"{address} {s_good} {new DeliveryAddress(default, 1, address, true)}", StringComparison.Ordinal);
        Assert.Equal("1*****30", address.Phone.ToString());
    }
}
