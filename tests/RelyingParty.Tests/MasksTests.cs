using System.Text.Json.Nodes;
using RelyingParty.Hall;

namespace RelyingParty.Tests;

public sealed class MasksTests
{
    [Theory]
    [InlineData("孙示名", "孙*")]
    [InlineData("欧阳示", "欧*")]
    [InlineData("\U00020BB7野", "\U00020BB7*")]
    [InlineData("EXAMPLE KIM", "E*")]
    [InlineData(null, "*")]
    public void A_name_shows_its_first_character(string? name, string masked) => Assert.Equal(masked, Masks.Name(name));

    [Theory]
    [InlineData("13000000006", "1*****06")]
    [InlineData("+8613000000033", "1*****33")]
    [InlineData("", "*****")]
    public void A_mobile_number_shows_its_first_and_last_two_digits(string number, string masked) => Assert.Equal(masked, Masks.Mobile(number));

    [Fact]
    public void What_came_over_the_wire_is_shown_without_tokens_and_personal_data()
    {
        var shown = Disclosure.Masked(JsonNode.Parse("""
            {"sub":"p_1","name":"孙示名","phone_number":"13000000006","birthdate":"1970-06-15","address":{"street_address":"示例路 78 号"},
             "access_token":"eyJhbGciOiJFUzI1NiJ9.secret.part","represents":{"organization_name":"示例科技有限公司"}}
            """));

        foreach (var hidden in (string[])["孙示名", "13000000006", "1970", "示例路", "secret"])
            Assert.DoesNotContain(hidden, shown, StringComparison.Ordinal);
        Assert.Contains("示例科技有限公司", shown, StringComparison.Ordinal);
        Assert.Contains("孙*", shown, StringComparison.Ordinal);
    }
}
