using System.Text.RegularExpressions;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>The simulated phone is an ordinary client of ours: code with PKCE, tokens bound to its key, refreshed with proofs.</summary>
public sealed partial class PhoneJourney
{
    [Fact]
    [Trait("Spec", "RFC 9449 §5")]
    public async Task Somebody_signs_in_on_a_phone_and_stays_signed_in_when_the_token_has_ended()
    {
        using var face = new AppFaceOf();
        await using var idp = await IdpHost.StartAsync(settings: face.Settings);
        await using var sandbox = await SandboxProcess.StartAsync(idp.Issuer, face);

        Assert.Contains("账号或密码错误", await sandbox.SignInAsync(1, "13000000006", "Wrong-2026!"), StringComparison.Ordinal);
        Assert.Contains("孙示名</h1>", await sandbox.SignInAsync(1, "13000000006"), StringComparison.Ordinal);
        Assert.Contains("王示办</h1>", await sandbox.SignInAsync(2, "13000000003"), StringComparison.Ordinal);

        await EnrolAsync(sandbox);

        var before = await File.ReadAllTextAsync(Path.Combine(sandbox.Keys, "phones", "1.json"), TestContext.Current.CancellationToken);
        idp.Clock.Add(TimeSpan.FromHours(1));
        await sandbox.SendAsync("/time", "/time", ("by", "3600"));
        Assert.Contains("孙示名</h1>", await sandbox.PageAsync("/phone/1"), StringComparison.Ordinal);
        Assert.NotEqual(before, await File.ReadAllTextAsync(Path.Combine(sandbox.Keys, "phones", "1.json"), TestContext.Current.CancellationToken));

        Assert.DoesNotContain("孙示名</h1>", await sandbox.SendAsync("/phone/1", "/phone/1?handler=SignOut"), StringComparison.Ordinal);
        Assert.Contains("王示办</h1>", await sandbox.PageAsync("/phone/2"), StringComparison.Ordinal);
    }

    /// <summary>启用本机 on the pages of phone 2: the box is empty each time, a face that does not match ends the attempt, one that does enrols the key.</summary>
    private static async Task EnrolAsync(SandboxProcess sandbox)
    {
        Assert.Contains("启用本机", await sandbox.PageAsync("/phone/2"), StringComparison.Ordinal);
        foreach (var (mood, outcome, said) in new[] { ("Normal", "failed", "刷脸没有通过"), ("WrongSignature", "passed", "刷脸结果没有被接受"), ("OtherSubject", "passed", "刷脸没有通过"), ("Normal", "expired", "这次没有刷脸"), ("Normal", "passed", "本机已启用") })
        {
            var notice = await sandbox.PageAsync("/phone/2/enrol");
            Assert.DoesNotContain("checked", Checkbox().Match(notice).Value, StringComparison.Ordinal);
            (string, string)[] text = [.. new[] { "document", "version", "digest" }.Select(name => (name, Regex.Match(notice, $"name=\"{name}\" value=\"([^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value))];
            Assert.Contains("还没有勾选同意", await sandbox.SendAsync("/phone/2/enrol", "/phone/2/enrol", text), StringComparison.Ordinal);
            var camera = FacePage().Match(await sandbox.SendAsync("/phone/2/enrol", "/phone/2/enrol", [("agree", "true"), .. text])).Value;
            await sandbox.SendAsync("/app-face", "/?handler=Mood", ("upstream", "appface"), ("mood", mood), ("back", "/app-face"));
            Assert.Contains(said, await sandbox.SendAsync(camera, camera, ("outcome", outcome)), StringComparison.Ordinal);
        }

        Assert.Contains("本机已刷脸", await sandbox.PageAsync("/phone/2"), StringComparison.Ordinal);
    }

    [GeneratedRegex("<input type=\"checkbox\"[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Checkbox();

    [GeneratedRegex("/phone/2/face/f_[0-9A-Z]{26}", RegexOptions.None, 1000)]
    private static partial Regex FacePage();
}
