using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Representatives;
using UpstreamSandbox.Wire;

namespace JsHrss.Upstreams.Tests.Sandbox;

/// <summary>Our client of the registration authority against the simulated one: what it believes, and every way of failing.</summary>
[Collection("sandbox")]
public sealed class AuthoritySandboxTests(SandboxHost sandbox) : IDisposable
{
    private static readonly IdentityDocument Yan = Document("320100197303190190");
    private static readonly IdentityDocument Zhang = Document("320100199001010018");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => sandbox.Moods.Choose(Moods.Authority, Mood.Normal);

    [Fact]
    public async Task The_units_of_a_document_come_with_whom_the_register_means()
    {
        using var authority = sandbox.Authority();
        var unit = Assert.Single(Assert.IsType<RegisterAnswer.Found>(await authority.UnitsOfAsync(Yan, Ct)).Units);
        Assert.Equal(("91320100MA0000015Q", "样本制造有限公司", true), (unit.Code.Value, unit.Name, unit.IsActive));
        Assert.True(unit.Names(PersonName.Read("严示隐").Value, Yan));
        Assert.False(unit.Names(PersonName.Read("严示引").Value, Yan));
        Assert.False(unit.Names(PersonName.Read("严示隐").Value, Zhang));
        Assert.True(Assert.IsType<RegisterAnswer.Found>(await authority.UnitsOfAsync(Zhang, Ct)).Units.Length > 1);
        Assert.Empty(Assert.IsType<RegisterAnswer.Found>(await authority.UnitsOfAsync(Document("32010019851231123X"), Ct)).Units);
        Assert.False(Assert.Single(Assert.IsType<RegisterAnswer.Found>(await authority.UnitsOfAsync(Document("320500198302270128"), Ct)).Units).IsActive);
    }

    [Theory]
    [InlineData(nameof(Mood.WrongSignature))]
    [InlineData(nameof(Mood.SystemError))]
    [InlineData(nameof(Mood.Down))]
    [InlineData(nameof(Mood.Garbage))]
    [InlineData(nameof(Mood.BadGateway))]
    [Trait("Case", "FT-14")]
    public async Task Whatever_goes_wrong_there_nobody_is_believed_to_represent_a_unit(string name)
    {
        using var authority = sandbox.Authority();
        sandbox.Moods.Choose(Moods.Authority, Enum.Parse<Mood>(name));
        Assert.IsType<RegisterAnswer.Unavailable>(await authority.UnitsOfAsync(Yan, Ct));
        sandbox.Moods.Choose(Moods.Authority, Mood.Normal);
        Assert.IsType<RegisterAnswer.Found>(await authority.UnitsOfAsync(Yan, Ct));
    }

    [Fact]
    [Trait("Case", "FT-14")]
    public async Task An_answer_that_was_given_to_somebody_else_is_not_believed()
    {
        using var authority = sandbox.Authority();
        Assert.IsType<RegisterAnswer.Found>(await authority.UnitsOfAsync(Yan, Ct));
        sandbox.Moods.Choose(Moods.Authority, Mood.Replay);
        Assert.IsType<RegisterAnswer.Unavailable>(await authority.UnitsOfAsync(Zhang, Ct));
        Assert.IsType<RegisterAnswer.Unavailable>(await authority.UnitsOfAsync(Yan, Ct));
    }

    [Fact]
    [Trait("Case", "FE-13")]
    public async Task A_slow_register_is_not_waited_for_and_after_some_failures_left_alone()
    {
        using var authority = sandbox.Authority(TimeSpan.FromMilliseconds(150));
        sandbox.Moods.Choose(Moods.Authority, Mood.Slow);
        for (var call = 0; call < 5; call++)
            Assert.IsType<RegisterAnswer.Unavailable>(await authority.UnitsOfAsync(Yan, Ct));
        sandbox.Moods.Choose(Moods.Authority, Mood.Normal);
        Assert.IsType<RegisterAnswer.Unavailable>(await authority.UnitsOfAsync(Yan, Ct));
    }

    private static IdentityDocument Document(string number) => IdentityDocument.Read(IdDocumentType.ResidentIdentityCard, number, new DateOnly(2026, 11, 21)).Value;
}
