using System.Globalization;
using JsHrss.Drills.Rig;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>
/// With <c>JSHRSS_RIG=1</c> in the environment a test's server is a site: the server within the test is one node, another is a process of its own, one PostgreSQL holds what they know, and nginx with
/// the rules of deploy/nginx.conf stands in front and lets nobody stick to a node.
/// </summary>
internal sealed class SecondNode : IAsyncDisposable
{
    private readonly Postgres _database;
    private readonly Proxy _proxy;
    private readonly WebApplication _clock;
    private readonly List<string> _settings = [];
    private readonly Node _node;

    private SecondNode(string folder, Postgres database, WebApplication clock)
    {
        (_database, _clock) = (database, clock);
        var program = Path.Combine(Machine.Root, "src", "JsHrss.IdP", Path.GetRelativePath(Path.Combine(Machine.Root, "tests", "JsHrss.IdP.Tests"), AppContext.BaseDirectory), "JsHrss.IdP.dll");
        _node = new Node("second", program, folder, _settings);
        FirstPort = Machine.FreePort();
        _proxy = Proxy.At(folder, [FirstPort, _node.Port]);
    }

    /// <summary>Whether tests are to run so.</summary>
    public static bool IsWanted { get; } = Environment.GetEnvironmentVariable("JSHRSS_RIG") == "1";

    /// <summary>Where the node within the test listens.</summary>
    public int FirstPort { get; }

    /// <summary>Where the other node listens.</summary>
    public string Address => $"http://localhost:{_node.Port}";

    /// <summary>The proxy's address; loopback by name, since http is allowed for that alone.</summary>
    public string Issuer => $"http://localhost:{_proxy.Port}";

    /// <summary>Settings of both nodes, as name=value, beside those that the test gives both.</summary>
    public string[] Settings => ["Database:Provider=PostgreSql", $"Database:ConnectionString={_database.ConnectionString}", "Proxies:Addresses:0=127.0.0.1"];

    /// <summary>Sets the database up; no node runs yet.</summary>
    public static async Task<SecondNode> PrepareAsync(string folder, MovableClock clock)
    {
        var told = WebApplication.CreateSlimBuilder([$"--urls=http://127.0.0.1:{Machine.FreePort()}"]).Build();
        told.MapGet("/clock", () => Results.Text(string.Create(CultureInfo.InvariantCulture, $"{{\"offset_seconds\":{clock.Added.TotalSeconds}}}"), "application/json"));
        await told.StartAsync();
        return new SecondNode(folder, await Postgres.StartAsync(folder), told);
    }

    /// <summary>Starts the other node and the proxy; the node within the test has made tables and demonstration before.</summary>
    /// <param name="settings">As the node within the test has them, as name=value.</param>
    public async Task JoinAsync(IEnumerable<string> settings)
    {
        _settings.AddRange(settings.Append($"Development:Clock={_clock.Urls.Single()}/clock").Select(setting => "--" + setting));
        await _node.StartAsync(CancellationToken.None);
        _proxy.Start();
    }

    /// <summary>How many requests each node has answered; a site whose proxy asks one node alone would prove nothing.</summary>
    /// <param name="first">Management address of the node within the test.</param>
    public async Task<(long First, long Second)> AnsweredAsync(string first) => (await CountAsync(first), await CountAsync($"http://127.0.0.1:{_node.ManagementPort}"));

    private static async Task<long> CountAsync(string management)
    {
        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri(management + "/metrics"));
        return text.Split('\n').Where(line => line.StartsWith("http_server_request_duration_seconds_count", StringComparison.Ordinal))
            .Sum(line => (long)double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _proxy.Dispose();
        _node.Dispose();
        await _clock.DisposeAsync();
        await _database.DisposeAsync();
    }
}
