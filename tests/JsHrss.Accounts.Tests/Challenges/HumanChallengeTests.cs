using JsHrss.Accounts.Challenges;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.Challenges;

public sealed class HumanChallengeTests
{
    private static readonly DateTimeOffset Now = HandMovedTime.Start;

    private static HumanChallenge Picture() => HumanChallenge.New(ChallengeKind.Picture, ChallengePurposes.SignIn, ["7K3fm"], Now);

    [Theory]
    [InlineData("7K3FM", true)]
    [InlineData("7k3fm", true)]
    [InlineData(" 7k 3f m ", true)]
    [InlineData("７Ｋ３ＦＭ", true)]
    [InlineData("7K3F", false)]
    [InlineData("7K3FMM", false)]
    [InlineData("7K3FN", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Spelling_does_not_matter_and_everything_else_does(string? typed, bool isRight) =>
        Assert.Equal(isRight, Picture().Check(typed, ChallengePurposes.SignIn, Now).IsRight);

    [Fact]
    [Trait("Case", "OT-08")]
    public void For_another_purpose_it_is_wrong() => Assert.False(Picture().Check("7K3FM", "sms", Now).IsRight);

    [Fact]
    [Trait("Case", "OT-08")]
    public void After_three_minutes_it_is_wrong()
    {
        Assert.True(Picture().Check("7K3FM", ChallengePurposes.SignIn, Now.AddMinutes(3).AddMilliseconds(-1)).IsRight);
        Assert.False(Picture().Check("7K3FM", ChallengePurposes.SignIn, Now.AddMinutes(3)).IsRight);
    }

    [Fact]
    public void A_question_has_several_right_answers()
    {
        var question = HumanChallenge.New(ChallengeKind.Question, ChallengePurposes.SignIn, ["8", "八", "eight"], Now);
        Assert.All(["8", "８", "八", "Eight"], typed => Assert.True(question.Check(typed, ChallengePurposes.SignIn, Now).IsRight));
        Assert.False(question.Check("9", ChallengePurposes.SignIn, Now).IsRight);
    }

    [Fact]
    public void Without_answers_nothing_is_right() =>
        Assert.False(HumanChallenge.New(ChallengeKind.Picture, ChallengePurposes.SignIn, [""], Now).Check("", ChallengePurposes.SignIn, Now).IsRight);

    [Fact]
    public void It_does_not_tell_its_answer() => Assert.DoesNotContain("7K3FM", $"{Picture()}", StringComparison.OrdinalIgnoreCase);
}
