using System.Text;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Tests.Protocol;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("""{"a":"x"}""", true)]
    [InlineData("""{"a":"\ud83d\ude00"}""", true)]
    [InlineData("""{"a":"\ud83d"}""", false)]
    [InlineData("""{"a":{"\udc00":1}}""", false)]
    [InlineData("""{"a":1,"a":1}""", false)]
    [InlineData("""{"a":1,"\u0061":1}""", false)]
    [InlineData("""{"a":{"b":1,"b":2}}""", false)]
    [InlineData("""{"a":1}x""", false)]
    [InlineData("""{"a":1,}""", false)]
    [InlineData("""{/**/}""", false)]
    [InlineData("[]", false)]
    [InlineData("", false)]
    [Trait("Spec", "RFC 8259 §8.2")]
    [Trait("Case", "JW-07")]
    public void Only_an_object_whose_every_text_can_be_read_is_one(string text, bool accepted) =>
        Assert.Equal(accepted, StrictJson.ReadObject(Encoding.UTF8.GetBytes(text)) is not null);

    [Fact]
    [Trait("Spec", "RFC 8259 §8.1")]
    [Trait("Case", "JW-07")]
    public void Bytes_that_are_no_utf8_are_refused() => Assert.Null(StrictJson.ReadObject([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}']));
}
