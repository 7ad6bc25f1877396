using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Tests.Protocol;

public sealed class FormTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a+b", "a b")]
    [InlineData("a%20b", "a b")]
    [InlineData("%2B%25%26%3D", "+%&=")]
    [InlineData("%E5%AD%99%e7%a4%ba", "孙示")]
    [InlineData("%", null)]
    [InlineData("%2", null)]
    [InlineData("%2g", null)]
    [InlineData("%6\0", null)]
    [InlineData("%+1", null)]
    [InlineData("%ff", null)]
    [InlineData("%c3%28", null)]
    [InlineData("%ed%a0%80", null)]
    [InlineData("%00", null)]
    [InlineData("%0a", null)]
    [InlineData("%7f", null)]
    [Trait("Spec", "RFC 6749 appendix B/coded")]
    public void It_decodes_strictly(string encoded, string? decoded) => Assert.Equal(decoded, FormText.Decode(encoded));
}
