using System.Net;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Management;

/// <summary>The drill of docs/operations.md: a copy beside a running server, a loss, a restore.</summary>
public sealed class BackupTests
{
    [Fact]
    [Trait("Case", "FT-12")]
    [Trait("Case", "PI-13")]
    public async Task What_was_revoked_after_the_backup_stays_revoked_after_the_restore()
    {
        await using var host = await IdpHost.StartAsync();
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(host, "openid offline_access");
        var before = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Sun));
        var backup = host.FileBeside("backup.db");
        var (code, text) = await host.CommandAsync("backup", "--to", backup);
        Assert.True(code == 0, text);
        Assert.Contains("checked", text, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backup));
        Assert.False(File.Exists(backup + ".part"));

        using var later = new HttpBrowser();
        var after = await hall.RedeemAsync(await later.AsPersonAsync(hall, Demo.Zhou));
        await hall.RevokeAsync(before["refresh_token"]!);
        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/connect/userinfo", before["access_token"]!)).Status);
        Assert.Equal(HttpStatusCode.OK, (await hall.GetAsync("/connect/userinfo", after["access_token"]!)).Status);

        Assert.Contains("is refused", await host.RestoreAsync(backup), StringComparison.Ordinal);
        host.Clock.Add(TimeSpan.FromSeconds(2));

        foreach (var token in new[] { before, after })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/connect/userinfo", token["access_token"]!)).Status);
            Assert.Equal("invalid_grant", (await hall.RefreshAsync(token["refresh_token"]!))["error"]);
        }

        (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "none")))).Refused("login_required");
        var anew = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Sun));
        Assert.Equal(HttpStatusCode.OK, (await hall.GetAsync("/connect/userinfo", anew["access_token"]!)).Status);
        Assert.Equal(before.Claims().GetProperty("sub").GetString(), anew.Claims().GetProperty("sub").GetString());
    }

    [Fact]
    public async Task A_backup_overwrites_nothing_and_must_be_told_where()
    {
        await using var host = await IdpHost.StartAsync();
        var taken = host.FileBeside("taken.db");
        await File.WriteAllTextAsync(taken, "mine", TestContext.Current.CancellationToken);
        Assert.Equal((1, true), Said(await host.CommandAsync("backup", "--to", taken), "exists already"));
        Assert.Equal("mine", await File.ReadAllTextAsync(taken, TestContext.Current.CancellationToken));
        Assert.Equal((1, true), Said(await host.CommandAsync("backup"), "--to FILE"));
        Assert.Equal(1, (await host.CommandAsync("backup", "--to", host.FileBeside("nowhere/backup.db"))).Code);
    }

    private static (int Code, bool IsSaid) Said((int Code, string Text) answer, string words) => (answer.Code, answer.Text.Contains(words, StringComparison.Ordinal));
}
