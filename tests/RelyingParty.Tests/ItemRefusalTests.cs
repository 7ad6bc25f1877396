using System.Text.Json.Nodes;
using RelyingParty.Hall;
using RelyingParty.OpenId;

namespace RelyingParty.Tests;

/// <summary>What the decision point answers, and what the page makes of it.</summary>
public sealed class ItemRefusalTests
{
    private const string Origin = "http://localhost:5300";

    [Fact]
    public void Answers_stand_in_the_order_of_the_questions_and_a_refusal_tells_who_can_grant()
    {
        var answers = AccessQuestions.Read(
            ["SI-0101", "SI-0103"],
            JsonNode.Parse("""{"evaluations":[{"decision":true},{"decision":false,"context":{"reason":"item_missing","who_can_grant":["administrator"],"link":"http://localhost:5300/start?iss=x"}}]}"""))!;

        Assert.Null(answers["SI-0101"]);
        var refusal = ItemRefusal.Of(answers["SI-0103"]!, Origin);
        Assert.Equal(("item_missing", "/start?iss=x"), (refusal.Code, refusal.Link));
        Assert.Contains("请联系本单位管理员添加", refusal.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"evaluations":[{"decision":true}]}""")]
    [InlineData("""{"evaluations":7}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void An_answer_of_another_shape_is_none(string json) => Assert.Null(AccessQuestions.Read(["SI-0101", "SI-0103"], JsonNode.Parse(json)));

    [Theory]
    [InlineData("""{"decision":"true"}""")]
    [InlineData("""{"decision":1}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"decision":false,"context":{"reason":7,"who_can_grant":"all","link":[]}}""")]
    public void Whatever_is_not_plainly_a_permission_is_none(string decision) =>
        Assert.Equal("refused", AccessQuestions.Read(["SI-0101"], JsonNode.Parse($$"""{"evaluations":[{{decision}}]}"""))!["SI-0101"]!.Reason);

    [Theory]
    [InlineData("https://evil.example/start?iss=x")]
    [InlineData("http://localhost:5300.evil.example/start?iss=x")]
    [InlineData("http://localhost:5300/s/1/signout?")]
    [InlineData("javascript:alert(1)")]
    [InlineData(null)]
    public void A_link_that_is_not_our_own_start_is_not_shown(string? link) =>
        Assert.Null(ItemRefusal.Of(new AccessRefusal("item_missing", [], link), Origin).Link);

    [Theory]
    [InlineData("not_started")]
    [InlineData("ended")]
    [Trait("Spec", "R142")]
    public void A_period_that_does_not_hold_is_told_in_the_words_of_the_guide(string reason) =>
        Assert.StartsWith("您的授权未生效或已到期，请联系法定代表人或管理员更新期限", ItemRefusal.Of(new AccessRefusal(reason, ["administrator"], null), Origin).Advice, StringComparison.Ordinal);

    [Fact]
    public void A_reason_of_a_later_server_closes_the_item_all_the_same() =>
        Assert.Contains("12333", ItemRefusal.Of(new AccessRefusal("something_new", [], null), Origin).Advice, StringComparison.Ordinal);

    [Fact]
    [Trait("Spec", "R152")]
    public void A_case_is_answered_once_and_a_batch_together()
    {
        var list = new ReviewList(new DateOnly(2026, 11, 22));
        var first = list.Open()[0];

        Assert.Equal(1, list.Answer(one => one.Number == first.Number, ReviewOutcome.Returned, SignedInSamples.Now));
        Assert.Equal(0, list.Answer(one => one.Number == first.Number, ReviewOutcome.Passed, SignedInSamples.Now));
        Assert.Equal(2, list.Answer(one => one.Batch == first.Batch, ReviewOutcome.Passed, SignedInSamples.Now.AddMinutes(1)));
        Assert.Equal([ReviewOutcome.Passed, ReviewOutcome.Passed, ReviewOutcome.Returned], list.Done().Select(one => one.Outcome));
        Assert.Equal(3, list.Open().Count);
    }
}
