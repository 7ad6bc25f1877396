using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Storage.Statements;

namespace JsHrss.Storage.Tests.Statements;

/// <summary>How nodes tell each other of codes.</summary>
public sealed class QrTicketStepsTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_step_is_heard_as_it_was_told()
    {
        var (steps, heard) = (new QrTicketSteps(), new List<QrTicketStep>());
        var step = new QrTicketStep(QrTicketId.New(At), QrTicketState.Scanned, At.AddSeconds(60));
        using (steps.Listen(heard.Add, () => true))
            steps.Hear(QrTicketSteps.WordOf(step));
        steps.Hear(QrTicketSteps.WordOf(step));
        Assert.Equal([step], heard);
    }

    [Theory]
    [InlineData("")]
    [InlineData("q")]
    [InlineData("q...")]
    [InlineData("q.2.1795312800000.x")]
    [InlineData("q.99.1795312800000.019a00000000700080000000000000aa")]
    [InlineData("q.2.-1.019a00000000700080000000000000aa")]
    [InlineData("q.2.999999999999999999.019a00000000700080000000000000aa")]
    [InlineData("q.2.1795312800000.019a00000000700080000000000000aa.more")]
    [InlineData("019a00000000700080000000000000aa")]
    public void Any_other_word_is_passed_over(string word)
    {
        var (steps, heard) = (new QrTicketSteps(), new List<QrTicketStep>());
        using (steps.Listen(heard.Add, () => true))
            steps.Hear(word);
        Assert.Empty(heard);
    }
}
