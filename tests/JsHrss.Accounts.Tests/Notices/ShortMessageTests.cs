using System.Text;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Notices;

namespace JsHrss.Accounts.Tests.Notices;

public sealed class ShortMessageTests
{
    private static readonly DateTimeOffset Until = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_stored_is_read_again()
    {
        var message = new ShortMessage("invited", PhoneNumber.Read("13000000006").Value, "【江苏人社】示例", Until, PersonId.New(), MembershipId.New(Until));
        Assert.Equal(message, ShortMessage.From(message.ToBytes()));
        var code = message with { Membership = null };
        Assert.Equal(code, ShortMessage.From(code.ToBytes()));
    }

    [Fact]
    [Trait("Case", "PI-04")]
    public void It_says_neither_number_nor_text_of_itself() =>
        Assert.Equal("invited", new ShortMessage("invited", PhoneNumber.Read("13000000006").Value, "【江苏人社】示例", Until, PersonId.New(), null).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"About\":\"a\",\"To\":\"12\",\"Text\":\"t\",\"Until\":1,\"Person\":\"p\",\"Membership\":null}")]
    [InlineData("{\"About\":\"a\",\"To\":\"13000000006\",\"Text\":\"t\",\"Until\":9223372036854775807,\"Person\":\"p_00000000000000000000000000\",\"Membership\":null}")]
    public void Anything_else_is_nothing(string stored) => Assert.Null(ShortMessage.From(Encoding.UTF8.GetBytes(stored)));
}
