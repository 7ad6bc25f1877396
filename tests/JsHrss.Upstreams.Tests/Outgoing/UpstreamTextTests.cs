using System.Text.Json;
using JsHrss.Upstreams.Outgoing;

namespace JsHrss.Upstreams.Tests.Outgoing;

public sealed class UpstreamTextTests
{
    [Theory]
    [Trait("Case", "FT-14")]
    [InlineData("""{"code":"10000"}""", "10000")]
    [InlineData("""{"code":""}""", "")]
    [InlineData("""{"code":10000}""", null)]
    [InlineData("""{"other":"10000"}""", null)]
    [InlineData("""{"code":"\ud800"}""", null)]
    [InlineData("""["code"]""", null)]
    public void Half_a_character_is_no_text_and_no_fault(string json, string? text)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Equal(text, UpstreamText.Of(document.RootElement, "code"));
    }
}
