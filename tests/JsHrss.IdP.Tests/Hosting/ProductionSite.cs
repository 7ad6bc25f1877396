using System.Diagnostics;
using System.Security.Cryptography;
using JsHrss.IdP.Commands;
using JsHrss.IdP.Hosting;
using Microsoft.AspNetCore.Builder;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>A folder with everything a Production start needs, which a test then spoils in one point.</summary>
public sealed class ProductionSite : IDisposable
{
    public const string Issuer = "https://id.example.cn";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jshrss-site-");
    private readonly Dictionary<string, string> _settings;

    public ProductionSite()
    {
        File.WriteAllBytes(MasterKey, RandomNumberGenerator.GetBytes(32));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(MasterKey, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Clients(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        Database = new DatabaseFile(Path.Combine(_folder.FullName, "idp.db"));
        _settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["environment"] = "Production",
            ["urls"] = "http://127.0.0.1:0",
            ["Management:Address"] = "http://127.0.0.1:0",
            ["Issuer"] = Issuer,
            ["Proxies:Addresses:0"] = "127.0.0.1",
            ["Clients:Files:0"] = Path.Combine(_folder.FullName, "clients.json"),
            ["Database:ConnectionString"] = $"Data Source={Path.Combine(_folder.FullName, "idp.db")}",
            ["Secrets:MasterKeyFile"] = MasterKey,
            ["Keys:Algorithms:0"] = "ES256",
            ["Pages:Hall"] = "https://hall.example.cn/",
        };
    }

    public DatabaseFile Database { get; }

    public string MasterKey => Path.Combine(_folder.FullName, "master.key");

    public string this[string setting]
    {
        set => _settings[setting] = value;
    }

    public void Remove(string setting) => _settings.Remove(setting);

    private string[] Arguments => [.. _settings.Select(setting => $"--{setting.Key}={setting.Value}")];

    /// <summary>Declares one client with this secret.</summary>
    public void Clients(string secret) => File.WriteAllText(
        Path.Combine(_folder.FullName, "clients.json"),
        $$"""
        [{"client_id":"hall","client_secret":"{{secret}}","client_name":"大厅","redirect_uris":["https://hall.example.cn/signin-oidc"],
          "grant_types":["authorization_code","refresh_token"],"response_types":["code"],"scope":"openid profile","first_party":true}]
        """);

    public async Task<ProductionSite> MigratedAsync()
    {
        var (code, text) = await CommandAsync("migrate");
        Assert.True(code == 0, text);
        return this;
    }

    public async Task<(int Code, string Text)> CommandAsync(params string[] line)
    {
        await using var output = new StringWriter();
        return (await OperatorCommands.RunAsync([.. line, .. Arguments], output, output), output.ToString());
    }

    /// <summary>A start that must be refused; returns what it said.</summary>
    public async Task<string> RefusalAsync()
    {
        await using var error = new StringWriter();
        Assert.Equal(Server.Refused, await Server.RunAsync(Arguments, error));
        return error.ToString();
    }

    /// <summary>Settings of this site that a file of settings may not replace: its own paths and ports.</summary>
    public bool Owns(string setting) => _settings.ContainsKey(setting);

    /// <summary>A start that must succeed, in this process, until it listens; then it ends.</summary>
    public async Task StartsAsync()
    {
        await using var app = WebApplication.CreateBuilder(new WebApplicationOptions { Args = Arguments, ContentRootPath = AppContext.BaseDirectory, ApplicationName = "JsHrss.IdP" }).AddIdentityProvider().Build();
        await app.PrepareAsync(CancellationToken.None);
        app.UseIdentityProvider();
        await app.StartAsync();
        await app.StopAsync();
    }

    /// <summary>The real executable as a process of its own.</summary>
    public Process Start(params string[] more)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { Path.Combine(IdpHost.Repository, "src", "JsHrss.IdP", "bin", configuration, "net10.0", "JsHrss.IdP.dll") }.Concat(Arguments).Concat(more))
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
