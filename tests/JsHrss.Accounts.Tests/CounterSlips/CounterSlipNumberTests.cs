using JsHrss.Accounts.CounterSlips;

namespace JsHrss.Accounts.Tests.CounterSlips;

public sealed class CounterSlipNumberTests
{
    [Fact]
    public void A_number_is_read_as_people_type_it_and_nothing_else_is_one()
    {
        var number = CounterSlipNumber.Next();
        Assert.Matches("^[2-9A-HJ-NP-Z]{8}$", number.Value);
        Assert.Equal(number, CounterSlipNumber.Read(number.Spaced));
        Assert.Equal("K7M29QXD", CounterSlipNumber.Read(" k7m2-9qxd ")!.Value.Value);
        foreach (var text in new[] { null, "", "K7M2-9QX", "K7M2-9QXDA", "K7M2-9QX0", "K7M2-9QX1", "K7M2_9QXD", new string('-', 41) })
            Assert.Null(CounterSlipNumber.Read(text));
    }
}
