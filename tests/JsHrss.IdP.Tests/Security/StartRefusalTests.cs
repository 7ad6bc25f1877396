using System.Diagnostics;
using System.Net;
using System.Text.Json;
using JsHrss.IdP.Hosting;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Security;

/// <summary>Outside Development the server starts only on a site that is in order, and says what to mend.</summary>
public sealed class StartRefusalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Issuer", "http://id.example.cn", "must be https")]
    [InlineData("Issuer", "http://localhost:5100", "must be https")]
    [InlineData("Issuer", "", "https://id.example.cn")]
    [InlineData("Database:Provider", "MySql", "Database:Provider")]
    [InlineData("Database:ConnectionString", "", "Database:ConnectionString")]
    [InlineData("Database:ConnectionString", "idp.db", "is no connection string of Database:Provider")]
    [InlineData("Secrets:MasterKeyFile", "", "Secrets:MasterKeyFile is not set")]
    [InlineData("Secrets:MasterKeyFile", "/nowhere/master.key", "head -c 32 /dev/urandom")]
    [InlineData("Proxies:Addresses:0", "10.0.0.0/7", "at least /8 (IPv4)")]
    [InlineData("Proxies:Addresses:0", "0.0.0.0/0", "at least /8 (IPv4)")]
    [InlineData("Proxies:Addresses:0", "2001:d00::/24", "/32 (IPv6)")]
    [InlineData("Proxies:Addresses:0", "fd00::/8", "/32 (IPv6)")]
    [InlineData("Proxies:Addresses:0", "::/64", "/32 (IPv6)")]
    [InlineData("Proxies:Addresses:0", "::ffff:0.0.0.0/96", "at least /8 (IPv4)")]
    [InlineData("Proxies:None", "true", "Remove one of the two")]
    [InlineData("Sessions:Idle", "30", "00:30:00")]
    [InlineData("Sessions:Idle", "24:00:00", "1.00:00:00")]
    [InlineData("Sessions:Idle", "half an hour", "write hours, minutes and seconds")]
    [InlineData("Sessions:Idle", "1.00:00:01", "Sessions:Idle must lie between")]
    [InlineData("Sessions:Absolute", "7.00:00:01", "at most 7.00:00:00")]
    [InlineData("Passwords:HashWait", "2", "write hours, minutes and seconds")]
    [InlineData("Passwords:Iterations", "10000001", "at most 10000000")]
    [InlineData("Passwords:InitialLifetime", "72:00:00", "with whole days before a point")]
    [InlineData("Passwords:InitialLifetime", "31.00:00:00", "30.00:00:00 (30 days)")]
    [InlineData("Passwords:Lockout:Duration", "4", "write hours, minutes and seconds")]
    [InlineData("Passwords:Lockout:Duration", "8.00:00:00", "at most 7.00:00:00")]
    [InlineData("Passwords:Lockout:Window", "2.00:00:00", "1.00:00:00 (one day)")]
    [InlineData("Limits:SignIn:Window", "1", "write hours, minutes and seconds")]
    [InlineData("Limits:SignIn:Window", "2.00:00:00", "between 00:01:00 and 1.00:00:00")]
    [InlineData("Limits:Load:Pages:Burst", "2000000", "Burst of 1 to 1000000")]
    [InlineData("Keys:Lifetime", "90", "write hours, minutes and seconds")]
    [InlineData("Keys:PublishAhead", "01:00:00", "1.00:00:00")]
    [InlineData("Audit:Retention", "365", "write hours, minutes and seconds")]
    [InlineData("Audit:Retention", "364.00:00:00", "365 days")]
    [InlineData("Audit:SealEvery", "00:01:00", "Audit:SealEvery")]
    [Trait("Case", "JW-20")]
    public async Task A_wrong_setting_is_refused_with_the_cure(string setting, string value, string cure)
    {
        using var site = new ProductionSite();
        site[setting] = value;
        Assert.Contains(cure, await site.RefusalAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urls", "http://127.0.0.1:0")]
    [InlineData("urls", "https://127.0.0.1:0;http://127.0.0.1:0")]
    [InlineData("urls", "")]
    [InlineData("Kestrel:Endpoints:Inside:Url", "http://127.0.0.1:0")]
    [Trait("Case", "EN-14")]
    public async Task A_plain_listener_without_a_word_about_proxies_is_refused(string setting, string value)
    {
        using var site = new ProductionSite();
        site.Remove("Proxies:Addresses:0");
        site[setting] = value;
        Assert.Contains("set Proxies:None=true", await site.RefusalAsync(), StringComparison.Ordinal);
        // With the word said, only the schema is still missing.
        site["Proxies:None"] = "true";
        Assert.Contains("older than this program", await site.RefusalAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urls", "https://127.0.0.1:0")]
    [InlineData("Proxies:Addresses:0", "10.0.0.0/8")]
    [InlineData("Proxies:Addresses:0", "2001:db8::/32")]
    [InlineData("Proxies:Addresses:0", "::ffff:10.0.0.0/104")]
    [InlineData("Proxies:Addresses:0", "fd12:3456:789a::/48")]
    public async Task A_listener_with_TLS_or_proxies_by_name_need_no_such_word(string setting, string value)
    {
        using var site = new ProductionSite();
        site.Remove("Proxies:Addresses:0");
        site[setting] = value;
        Assert.Contains("older than this program", await site.RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "PI-06")]
    public async Task A_master_key_that_others_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("File modes are those of Unix.");
            return;
        }

        using var site = new ProductionSite();
        File.SetUnixFileMode(site.MasterKey, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains($"chmod 600 {site.MasterKey}", await site.RefusalAsync(), StringComparison.Ordinal);
        Assert.Contains("chmod 600", (await site.CommandAsync("migrate")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "PI-06")]
    public async Task Migrate_makes_no_master_key()
    {
        using var site = new ProductionSite();
        File.Delete(site.MasterKey);
        var (code, text) = await site.CommandAsync("migrate");
        Assert.Equal(1, code);
        Assert.Contains("Restore the master key", text, StringComparison.Ordinal);
        Assert.False(File.Exists(site.MasterKey));
    }

    [Fact]
    [Trait("Case", "JW-20")]
    public async Task Every_secret_of_the_samples_and_every_short_one_is_refused()
    {
        using var site = new ProductionSite();
        var samples = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(IdpHost.Repository, "samples", "clients.json"), Ct)).RootElement.EnumerateArray()
            .Where(client => client.TryGetProperty("client_secret", out _)).Select(client => client.GetProperty("client_secret").GetString()!).ToArray();
        Assert.NotEmpty(samples);
        foreach (var secret in samples.Append(new string('x', 31)))
        {
            site.Clients(secret);
            Assert.Contains("client 'hall': client_secret", await site.RefusalAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_schema_that_is_older_or_newer_is_refused()
    {
        using var empty = new ProductionSite();
        Assert.Contains("older than this program. Run: dotnet JsHrss.IdP.dll migrate", await empty.RefusalAsync(), StringComparison.Ordinal);

        using var site = await new ProductionSite().MigratedAsync();
        await site.Database.ChangeAsync("""insert into "__EFMigrationsHistory"("MigrationId", "ProductVersion") values ('20991231000000_Later', '99')""");
        Assert.Contains("newer than this program", await site.RefusalAsync(), StringComparison.Ordinal);
        Assert.Contains("newer than this program", (await site.CommandAsync("migrate")).Text, StringComparison.Ordinal);
        Assert.Contains("newer than this program", (await site.CommandAsync("keys", "list")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_keys_are_refused()
    {
        using var site = await new ProductionSite().MigratedAsync();
        site["Keys:Algorithms:1"] = "RS256";
        Assert.Contains("no signing key for RS256 (Keys:Algorithms). Run: dotnet JsHrss.IdP.dll migrate", await site.RefusalAsync(), StringComparison.Ordinal);
        site["Keys:Algorithms:1"] = "ES256";
        await site.Database.ChangeAsync("delete from ring_key");
        Assert.Contains("no ring key. Run: dotnet JsHrss.IdP.dll migrate", await site.RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "JW-20")]
    public async Task A_database_of_the_demonstration_is_refused()
    {
        using var site = await new ProductionSite().MigratedAsync();
        site["environment"] = "Development";
        site["Issuer"] = "http://localhost:5100";
        using (var development = site.Start())
        {
            await ReadyAsync(development);
            development.Kill();
            await development.WaitForExitAsync(Ct);
        }

        site["environment"] = "Production";
        site["Issuer"] = ProductionSite.Issuer;
        Assert.Contains("accounts of the demonstration", await site.RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unpatched_runtime_is_refused()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => PatchedRuntime.Require(new Version(PatchedRuntime.Least.Major, PatchedRuntime.Least.Minor, PatchedRuntime.Least.Build - 1)));
        Assert.Contains($"Install the ASP.NET Core runtime {PatchedRuntime.Least}", refusal.Message, StringComparison.Ordinal);
        PatchedRuntime.Require(PatchedRuntime.Least);
    }

    [Fact]
    public async Task A_refused_process_tells_the_cure_alone_and_ends_with_one()
    {
        using var site = new ProductionSite();
        using var process = site.Start();
        var error = await process.StandardError.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        Assert.Equal(1, process.ExitCode);
        Assert.Equal("JsHrss.IdP does not start. The database's schema is older than this program. Run: dotnet JsHrss.IdP.dll migrate", error.Trim());
    }

    [Fact]
    [Trait("Case", "HT-02")]
    [Trait("Spec", "RFC 6797 §7.1")]
    public async Task A_site_in_order_serves_its_https_issuer_behind_a_plain_listener()
    {
        using var site = await new ProductionSite().MigratedAsync();
        var port = IdpHost.FreePort();
        site["urls"] = $"http://127.0.0.1:{port}";
        using var process = site.Start();
        try
        {
            await ReadyAsync(process);
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            http.DefaultRequestHeaders.Host = new Uri(ProductionSite.Issuer).Host;
            var metadata = JsonDocument.Parse(await http.GetStringAsync("/.well-known/openid-configuration", Ct)).RootElement;
            Assert.Equal(ProductionSite.Issuer, metadata.GetProperty("issuer").GetString());
            Assert.Equal($"{ProductionSite.Issuer}/connect/jwks", metadata.GetProperty("jwks_uri").GetString());
            Assert.Single(JsonDocument.Parse(await http.GetStringAsync("/connect/jwks", Ct)).RootElement.GetProperty("keys").EnumerateArray());
            foreach (var path in new[] { "/sign-in", "/.well-known/openid-configuration", "/connect/jwks", "/connect/userinfo", "/no/such/page" })
            {
                using var answer = await http.GetAsync(path, Ct);
                Assert.Equal("max-age=31536000; includeSubDomains", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
            }

            Assert.Equal(0, (await site.CommandAsync("keys", "rotate", "--now")).Code);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(Ct);
        }
    }

    private static async Task ReadyAsync(Process process)
    {
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(Ct) is { } line)
        {
            said.Add(line);
            if (!line.Contains("Application started", StringComparison.Ordinal))
                continue;
            _ = process.StandardOutput.ReadToEndAsync(Ct);
            return;
        }

        Assert.Fail($"The server ended: {string.Join(Environment.NewLine, said)}");
    }
}
