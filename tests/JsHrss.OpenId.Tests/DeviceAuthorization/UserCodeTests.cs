using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.DeviceAuthorization;

/// <summary>User codes: how they are entered, and how hard they are to guess.</summary>
public sealed class UserCodeTests
{
    private static readonly double OneInAMillion = Math.Pow(2, -20);

    [Theory]
    [InlineData("BCDF-GHJK")]
    [InlineData("bcdfghjk")]
    [InlineData(" bcdf ghjk ")]
    [InlineData("BC DF—GH·JK")]
    [InlineData("ＢＣＤＦ－ＧＨＪＫ")]
    [InlineData("b.c_d-f g\th\u3000j\u00A0k")]
    [Trait("Spec", "RFC 8628 §6.1/entry")]
    public void An_entry_is_read_without_regard_to_case_and_punctuation(string entry) => Assert.Equal("BCDF-GHJK", UserCode.Read(entry)?.Shown);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("BCDF-GHJ")]
    [InlineData("BCDF-GHJKL")]
    [InlineData("BCDF-GHJKL-MNP-QRSTV")]
    [InlineData("ABCD-EFGH")]
    [InlineData("BCDF-GHJ1")]
    [InlineData("BCDF-GHJ\u212A")]
    [InlineData("BCDF-GHJK' or 1=1")]
    [Trait("Spec", "RFC 8628 §6.1")]
    public void What_cannot_be_a_code_is_none(string? entry) => Assert.Null(UserCode.Read(entry));

    [Fact]
    public void A_very_long_entry_is_not_even_read() => Assert.Null(UserCode.Read(new string('-', 57) + "BCDFGHJK"));

    [Fact]
    public void It_does_not_print_itself() => Assert.Equal("UserCode", UserCode.New(UserCode.Length).ToString());

    [Fact]
    [Trait("Spec", "RFC 8628 §5.1/limits")]
    [Trait("Case", "QR-07")]
    public void The_odds_of_a_guess_stay_small_however_many_codes_are_outstanding()
    {
        var (@short, @long) = (Math.Pow(UserCode.Alphabet.Length, UserCode.Length), Math.Pow(UserCode.Alphabet.Length, UserCode.LongLength));
        Assert.Equal(20, UserCode.Alphabet.Distinct().Count());
        Assert.True(@short >= Math.Pow(20, 8));
        // RFC 8628 §5.1: five attempts at one code.
        Assert.True(IUserCodeAttempts.MostPerBrowser / @short < Math.Pow(2, -32));
        // Whatever is outstanding: at most so many short codes on all nodes, and a million long ones.
        Assert.True(UserCodes.MostShort * UserCodes.Nodes / @short <= OneInAMillion);
        Assert.True(1_000_000 / @long <= OneInAMillion);
    }

    [Fact]
    [Trait("Case", "QR-07")]
    public async Task A_flood_of_requests_makes_new_codes_longer_until_it_is_over()
    {
        await using var host = await ProviderHost.StartAsync();
        var codes = host.Service<UserCodes>();

        var made = Enumerable.Range(0, 20_000).Select(_ => codes.Next().Value.Length).ToArray();

        Assert.Equal(UserCodes.MostShort, made.Count(length => length == UserCode.Length));
        Assert.All(made[UserCodes.MostShort..], length => Assert.Equal(UserCode.LongLength, length));
        Assert.Matches("^[A-Z]{4}-[A-Z]{4}-[A-Z]{4}$", (await Device.AskAsync(host)).UserCode);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(UserCode.LongLength, codes.Next().Value.Length);
        host.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(UserCode.Length, codes.Next().Value.Length);
    }

    [Fact]
    [Trait("Case", "QR-07")]
    public async Task A_long_code_is_entered_like_a_short_one()
    {
        await using var host = await ProviderHost.StartAsync();
        for (var i = 0; i < UserCodes.MostShort; i++)
            host.Service<UserCodes>().Next();
        host.SignIn();
        var device = await Device.AskAsync(host);
        await device.ApproveAsync();
        Assert.Equal(200, (int)(await device.NextPollAsync()).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §5.1/limits")]
    [Trait("Case", "QR-07")]
    public async Task After_five_wrong_entries_a_browser_is_not_compared_any_more_for_the_rest_of_the_hour()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var device = await Device.AskAsync(host);
        await device.EnterAsync(); // the browser has its cookie now, and a right entry does not count
        for (var i = 0; i < 5; i++)
            Assert.IsType<EnteredCode.Wrong>(await host.EnterAsync("BCDF-GHJK"));

        Assert.IsType<EnteredCode.TooMany>(await host.EnterAsync(device.UserCode));
        // What cannot be a code is no guess.
        Assert.IsType<EnteredCode.Wrong>(await host.EnterAsync("hello"));
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.IsType<EnteredCode.Found>(await host.EnterAsync((await Device.AskAsync(host)).UserCode));
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §5.1/limits")]
    [Trait("Case", "QR-07")]
    [Trait("Case", "EN-15")]
    public async Task After_twenty_wrong_entries_a_network_is_not_compared_any_more()
    {
        await using var host = await ProviderHost.StartAsync();
        var device = await Device.AskAsync(host);
        // No cookie is brought: each would be another browser.
        for (var i = 0; i < 20; i++)
            Assert.IsType<EnteredCode.Wrong>(await host.EnterAsync("BCDF-GHJK", $"2001:db8:1:2::{i:x}"));

        var refused = Assert.IsType<EnteredCode.TooMany>(await host.EnterAsync(device.UserCode, "2001:db8:1:2:ffff::1"));
        Assert.InRange(refused.Wait, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Assert.IsType<EnteredCode.Found>(await host.EnterAsync(device.UserCode, "2001:db8:1:3::1"));
    }

    [Fact]
    [Trait("Case", "QR-07")]
    public async Task Unknown_decided_and_expired_codes_are_answered_alike()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var (approved, denied, expired) = (await Device.AskAsync(host), await Device.AskAsync(host), await Device.AskAsync(host));
        await approved.ApproveAsync();
        await host.DenyAsync((await denied.EnterAsync()).InteractionAt("device/approve"));
        Assert.IsType<EnteredCode.Wrong>(await host.EnterAsync(approved.UserCode));
        Assert.IsType<EnteredCode.Wrong>(await host.EnterAsync(denied.UserCode));
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.IsType<EnteredCode.Wrong>(await host.EnterAsync(expired.UserCode));
        Assert.IsType<EnteredCode.Wrong>(await host.EnterAsync("XXXX-XXXX"));
    }
}
