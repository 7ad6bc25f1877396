using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.Passwords;

public sealed class PasswordRuleTests
{
    private static readonly PasswordRule Guide = new(new PasswordOptions { Iterations = 10 });
    private static readonly PasswordRule Strict = new(new PasswordOptions { Iterations = 10, LettersAreOneClass = true });

    [Theory]
    [Trait("Spec", "R20")]
    [InlineData("Abcdef12", null)]
    [InlineData("abcd123!", null)]
    [InlineData("ABCD123!", null)]
    [InlineData("Abcdefg!", null)]
    [InlineData("Abcdefghijklmnopqr12", null)]
    [InlineData("Aa1!\"#$%&'()*+,-./:;", null)]
    [InlineData("Aa1<=>?@[\\]^_`{|}~", null)]
    [InlineData("Ab1!xyz", PasswordErrors.Length)]
    [InlineData("Abcdefghijklmnopqrs12", PasswordErrors.Length)]
    [InlineData("", PasswordErrors.Length)]
    [InlineData(null, PasswordErrors.Length)]
    [InlineData("abcdefg1", PasswordErrors.Classes)]
    [InlineData("Abcdefgh", PasswordErrors.Classes)]
    [InlineData("12345678", PasswordErrors.Classes)]
    [InlineData("密码Abc123", PasswordErrors.Character)]
    [InlineData("Abc 1234", PasswordErrors.Character)]
    [InlineData("Abcdef12\t", PasswordErrors.Character)]
    [InlineData("Abcdef1\u007f", PasswordErrors.Character)]
    [InlineData("Ａbcdef12", PasswordErrors.Character)]
    public void The_guides_rule_takes_three_of_four_classes(string? password, string? fault) => Assert.Equal(fault, Guide.FaultOf(password, null, null));

    [Theory]
    [Trait("Spec", "C36")]
    [InlineData("Abcdef12", PasswordErrors.Classes)]
    [InlineData("abcd123!", null)]
    [InlineData("ABCD123!", null)]
    [InlineData("Abcdefg!", PasswordErrors.Classes)]
    [InlineData("1234567!", PasswordErrors.Classes)]
    public void The_strict_reading_needs_digit_letter_and_special(string password, string? fault) => Assert.Equal(fault, Strict.FaultOf(password, null, null));

    [Theory]
    [Trait("Spec", "R21")]
    [InlineData("Ab-31123X", PasswordErrors.LikeDocument)]
    [InlineData("Ab-31123x", PasswordErrors.LikeDocument)]
    [InlineData("31123x-Ab", PasswordErrors.LikeDocument)]
    [InlineData("32010019851231123x", PasswordErrors.Classes)]
    [InlineData("Ab-1123X99", null)]
    [InlineData("Ab-000003", PasswordErrors.LikePhone)]
    [InlineData("Ab13000000003", PasswordErrors.LikePhone)]
    [InlineData("Ab-00003", null)]
    public void Tails_of_document_and_phone_are_refused(string password, string? fault) =>
        Assert.Equal(fault, Guide.FaultOf(password, Sample.Document("32010019851231123X"), PhoneNumber.Read("13000000003").Value));

    [Fact]
    [Trait("Spec", "R21")]
    public void The_tail_printed_on_an_older_card_is_refused_too() =>
        Assert.Equal(PasswordErrors.LikeDocument, Guide.FaultOf("Ab-000101", Sample.Document("H0000000101", IdDocumentType.HongKongMacaoPermit), null));

    [Fact]
    [Trait("Spec", "R21")]
    public async Task The_last_five_do_not_come_again_but_the_sixth_last_does()
    {
        var options = new PasswordOptions { Iterations = 10 };
        using var hasher = new BoundedPasswordHasher(options);
        using var turn = (await hasher.EnterAsync(TestContext.Current.CancellationToken))!;
        var credential = new Credential { Id = CredentialId.New(Sample.Now), Person = PersonId.New(), Hash = PasswordHash.Of("Abcdef10", 10), SetAt = Sample.Now };
        foreach (var round in Enumerable.Range(1, 5))
            credential = credential.Change(PasswordHash.Of($"Abcdef1{round}", 10), Sample.Now, options);

        Assert.Equal(4, credential.Past.Length);
        Assert.All(Enumerable.Range(1, 5), round => Assert.True(Repeats($"Abcdef1{round}")));
        Assert.False(Repeats("Abcdef10"));
        Assert.False(Repeats("Abcdef19"));

        bool Repeats(string password) => Guide.RepeatsAsync(password, credential, turn, TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult();
    }

    [Fact]
    [Trait("Spec", "C24")]
    public void Changing_an_initial_password_makes_it_a_normal_one()
    {
        var options = new PasswordOptions();
        var initial = Credential.Initial(CredentialId.New(Sample.Now), PersonId.New(), null, PasswordHash.Of("Init-7Q4m2X", 10), Sample.Now, options);
        Assert.Equal(Sample.Now.AddHours(72), initial.ExpiresAt);
        Assert.Equal(CredentialState.Initial, initial.State);
        var changed = initial.Change(PasswordHash.Of("Abcdef12", 10), Sample.Now.AddHours(1), options);
        Assert.Equal(CredentialState.Normal, changed.State);
        Assert.Null(changed.ExpiresAt);
        Assert.True(Assert.Single(changed.Past).Matches("Init-7Q4m2X"));
    }
}
