using System.Security.Cryptography;
using JsHrss.Drills.Load;

namespace JsHrss.Drills.Rig;

/// <summary>A whole site on this machine: database, two nodes, nginx in front. Everything is ended and removed with it.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jshrss-drill-");

    private Site()
    {
    }

    /// <summary>The server that writes.</summary>
    public Postgres Database { get; set; } = null!;

    /// <summary>Repeats <see cref="Database"/> and may take its place.</summary>
    public Postgres? Standby { get; set; }

    /// <summary>Through which the nodes reach the database; null: directly.</summary>
    public Relay? Relay { get; set; }

    public Node[] Nodes { get; private set; } = [];

    public Proxy Proxy { get; private set; } = null!;

    public string Folder => _folder.FullName;

    /// <summary>Of both nodes, as arguments.</summary>
    public IReadOnlyList<string> Settings { get; private set; } = [];

    /// <summary>Where relying parties and browsers go.</summary>
    public Uri Address => new(Issuer);

    /// <summary>What the server calls itself; loopback by name, since http is allowed for that alone.</summary>
    public string Issuer => $"http://localhost:{Proxy.Port}";

    public static string OwnProgram { get; } = Path.Combine(Machine.Root, "src", "JsHrss.IdP", Path.GetRelativePath(Path.Combine(Machine.Root, "tests", "JsHrss.Drills"), AppContext.BaseDirectory), "JsHrss.IdP.dll");

    /// <param name="together">Both nodes begin at once on an empty database; otherwise one after the other.</param>
    /// <param name="ct">Cancels the waiting.</param>
    /// <param name="before">What else is set up while the database runs and no node does yet.</param>
    /// <param name="more">Settings of both nodes.</param>
    public static async Task<Site> StartAsync(bool together, CancellationToken ct, Func<Site, Task>? before = null, params string[] more)
    {
        var site = new Site();
        try
        {
            site.Database = await Postgres.StartAsync(site.Folder);
            var clients = Path.Combine(site.Folder, "clients.json");
            await File.WriteAllTextAsync(clients, Party.Declarations(), ct);
            var masterKey = Path.Combine(site.Folder, "master.key");
            await File.WriteAllBytesAsync(masterKey, RandomNumberGenerator.GetBytes(32), ct);
            await Machine.RunAsync("chmod", "600", masterKey);
            var settings = new List<string>();
            site.Settings = settings;
            site.Nodes = [new Node("a", OwnProgram, site.Folder, settings), new Node("b", OwnProgram, site.Folder, settings)];
            if (before is not null)
                await before(site);
            site.Proxy = Proxy.At(site.Folder, [site.Nodes[0].Port, site.Nodes[1].Port]);
            settings.AddRange(
            [
                $"--Issuer={site.Issuer}", $"--DataFolder={Path.Combine(site.Folder, "data")}", $"--Secrets:MasterKeyFile={masterKey}",
                "--Database:Provider=PostgreSql", $"--Database:ConnectionString={(site.Relay is { } relay ? Postgres.At(relay.Port) : site.Database.ConnectionString)}", $"--Clients:Files:0={clients}",
                "--Proxies:Addresses:0=127.0.0.1", "--Passwords:Iterations=1", "--Shutdown:Delay=00:00:05", "--Shutdown:Finish=00:00:15",
                // Everything comes from this one machine, and attempts that a kill cuts off stay counted; the limits run, but are out of reach.
                .. new[] { "Pages", "Passwords", "Authorize", "Pushed", "Clients" }.SelectMany(one => new[] { $"--Limits:Load:{one}:PerSecond=100000", $"--Limits:Load:{one}:Burst=100000" }),
                "--Limits:SignIn:ChallengeFrom=1000000", "--Limits:SignIn:NetworkChallengeFrom=1000000", "--Limits:SignIn:NetworkFailures=10000000", "--Limits:SignIn:AnomalyFailures=10000000",
                .. more,
            ]);
            foreach (var node in site.Nodes)
            {
                node.Start();
                if (!together)
                    await node.UntilReadyAsync(ct);
            }

            foreach (var node in site.Nodes)
                await node.UntilReadyAsync(ct);
            site.Proxy.Start();
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>An operator's command with the nodes' settings; what it answered.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public Task<string> CommandAsync(string program, params string[] words) => Machine.ReadAsync(
        "env", [.. Settings.Select(AsVariable), "ASPNETCORE_ENVIRONMENT=Development", "DOTNET_ENVIRONMENT=Development", "dotnet", program, .. words]);

    /// <summary>What the nodes logged as errors, grouped.</summary>
    public IReadOnlyList<string> Errors() =>
        [.. Nodes.SelectMany(node => node.Errors()).GroupBy(line => line.Length > 220 ? line[..220] : line).OrderByDescending(group => group.Count()).Select(group => $"{group.Count()}x {group.Key}")];

    private static string AsVariable(string setting) => setting[2..setting.IndexOf('=', StringComparison.Ordinal)].Replace(":", "__", StringComparison.Ordinal) + setting[setting.IndexOf('=', StringComparison.Ordinal)..];

    public async ValueTask DisposeAsync()
    {
        Proxy?.Dispose();
        foreach (var node in Nodes)
            node.Dispose();
        Relay?.Dispose();
        if (Database is not null)
            await Database.DisposeAsync();
        if (Standby is not null)
            await Standby.DisposeAsync();
        if (Environment.GetEnvironmentVariable("JSHRSS_DRILL_KEEP") is null)
            _folder.Delete(recursive: true);
        else
            Console.WriteLine($"kept: {Folder}");
    }
}
