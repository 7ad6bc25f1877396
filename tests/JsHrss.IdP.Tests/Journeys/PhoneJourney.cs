using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>The simulated phone is an ordinary client of ours: code with PKCE, tokens bound to its key, refreshed with proofs.</summary>
public sealed class PhoneJourney
{
    [Fact]
    [Trait("Spec", "RFC 9449 §5")]
    public async Task Somebody_signs_in_on_a_phone_and_stays_signed_in_when_the_token_has_ended()
    {
        await using var idp = await IdpHost.StartAsync();
        await using var sandbox = await SandboxProcess.StartAsync(idp.Issuer);

        Assert.Contains("账号或密码错误", await sandbox.SignInAsync(1, "13000000006", "Wrong-2026!"), StringComparison.Ordinal);
        Assert.Contains("孙示名</h1>", await sandbox.SignInAsync(1, "13000000006"), StringComparison.Ordinal);
        Assert.Contains("王示办</h1>", await sandbox.SignInAsync(2, "13000000003"), StringComparison.Ordinal);

        var before = await File.ReadAllTextAsync(Path.Combine(sandbox.Keys, "phones", "1.json"), TestContext.Current.CancellationToken);
        idp.Clock.Add(TimeSpan.FromHours(1));
        await sandbox.SendAsync("/time", "/time", ("by", "3600"));
        Assert.Contains("孙示名</h1>", await sandbox.PageAsync("/phone/1"), StringComparison.Ordinal);
        Assert.NotEqual(before, await File.ReadAllTextAsync(Path.Combine(sandbox.Keys, "phones", "1.json"), TestContext.Current.CancellationToken));

        Assert.DoesNotContain("孙示名</h1>", await sandbox.SendAsync("/phone/1", "/phone/1?handler=SignOut"), StringComparison.Ordinal);
        Assert.Contains("王示办</h1>", await sandbox.PageAsync("/phone/2"), StringComparison.Ordinal);
    }
}
