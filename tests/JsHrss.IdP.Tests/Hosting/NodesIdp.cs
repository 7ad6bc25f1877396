using JsHrss.IdP.Tests.Api;
using JsHrss.Storage.Configuration;
using JsHrss.Storage.Lanes.PostgreSql;
using JsHrss.Storage.Statements;
using JsHrss.Storage.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>
/// A site of nodes over one PostgreSQL, all within the test: two of them, and a third that hears no word of the others. With <c>JSHRSS_RIG=1</c> the second is a process of its own and nginx stands
/// in front (<see cref="SecondNode"/>); the third is missing there, since it is made of other parts.
/// </summary>
public sealed class NodesIdp : IAsyncLifetime
{
    private PostgreSqlServer? _database;
    private IdpHost? _second;

    /// <summary>The first node; its <see cref="IdpHost.Issuer"/> is the site's.</summary>
    public IdpHost Host { get; private set; } = null!;

    /// <summary>Plants at the first node.</summary>
    public UnitIdp Units { get; private set; } = null!;

    /// <summary>Where the first node is asked.</summary>
    public string First => Host.Nodes[0];

    /// <summary>Where the second node is asked.</summary>
    public string Second => _second?.Address ?? Host.Nodes[1];

    /// <summary>Of the second node: stood still, a state is believed for ever, and a word from the other node alone takes it away.</summary>
    public StoppableClock SecondClock { get; } = new();

    public async ValueTask InitializeAsync()
    {
        if (SecondNode.IsWanted)
            Host = await IdpHost.StartAsync();
        else
            await StartHereAsync();
        Units = UnitIdp.On(Host);
    }

    /// <summary>A third node over the same database, which neither tells nor hears what ended.</summary>
    public Task<IdpHost> JoinDeafAsync(StoppableClock clock)
    {
        Assert.SkipWhen(_database is null, "This test replaces parts of a node, which a process of its own would not have.");
        return JoinAsync(clock, services => services.AddSingleton(of => new EndNews(null!, of.GetRequiredService<StateCache>(), of.GetRequiredService<QrTicketSteps>(), of.GetRequiredService<ILogger<EndNews>>())));
    }

    /// <summary>After a jump of its clock a node asks the database again what holds, as it does each second.</summary>
    public static Task AskAgainAsync(IdpHost node) => node.Services.GetRequiredService<ConfigWatch>().AskAsync(TestContext.Current.CancellationToken).AsTask();

    public async ValueTask DisposeAsync()
    {
        if (_second is not null)
            await _second.DisposeAsync();
        if (Host is not null)
            await Host.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    private async Task StartHereAsync()
    {
        PostgreSqlServer.SkipWhereMissing();
        _database = await PostgreSqlServer.StartAsync();
        await _database.ExecuteAsync("postgres", "create database idp");
        Host = await IdpHost.StartAsync(settings: ["Database:Provider=PostgreSql", $"Database:ConnectionString={_database.Connection("idp")}", "Passwords:Iterations=1", "Keys:Algorithms:0=ES256"]);
        _second = await JoinAsync(SecondClock);
    }

    private Task<IdpHost> JoinAsync(TimeProvider clock, Action<IServiceCollection>? more = null) => IdpHost.JoinAsync(Host, services =>
    {
        services.AddSingleton(clock);
        more?.Invoke(services);
    });
}

/// <summary>Real time, of which the monotonic part, by which caches go, can be stood still and pushed on. Timers stay real.</summary>
public sealed class StoppableClock : TimeProvider
{
    private long? _stoppedAt;

    public override long GetTimestamp() => _stoppedAt ?? base.GetTimestamp();

    public void Stop() => _stoppedAt = base.GetTimestamp();

    public void Push(TimeSpan time) => _stoppedAt = (_stoppedAt ?? base.GetTimestamp()) + (long)(time.TotalSeconds * TimestampFrequency);
}
