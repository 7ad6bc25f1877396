using UpstreamSandbox.Phone;

namespace JsHrss.Upstreams.Tests.Sandbox;

/// <summary>Messages of the guide that the app says, word by word.</summary>
public sealed class PhoneWordsTests
{
    [Theory]
    [InlineData("context_refused/not_named")]
    [InlineData("no_units")]
    [Trait("Spec", "R145")]
    public void Whom_the_register_does_not_name_is_told_M16(string code) =>
        Assert.Contains("法定代表人信息与登记信息不一致。如已办理法人变更，请于登记机构办理变更3-5天后再注册", PhoneWords.For(code).Text, StringComparison.Ordinal);

    [Fact]
    [Trait("Spec", "R145")]
    public void Where_another_represents_the_unit_here_it_is_not_the_register_that_is_blamed() =>
        Assert.DoesNotContain(PhoneWords.RegisterDiffers, PhoneWords.For("context_refused/representative_stands").Text, StringComparison.Ordinal);
}
