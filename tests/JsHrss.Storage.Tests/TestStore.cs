using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Notices;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Configuration;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Startup;
using JsHrss.Storage.Statements;
using JsHrss.Storage.Tests.Databases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;

namespace JsHrss.Storage.Tests;

/// <summary>The whole store over files of its own, as the server registers it. Started twice over one folder it is the server after a restart.</summary>
public sealed class TestStore : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly bool ownsFolder;
    private bool handedOn;

    private TestStore(TestDatabase on, string connectionString, string folder, bool ownsFolder, TimeProvider clock, string environment, StorageUse use = StorageUse.Server, params (string Name, string Value)[] settings)
    {
        On = on;
        ConnectionString = connectionString;
        Folder = folder;
        this.ownsFolder = ownsFolder;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Secrets:MasterKeyFile"] = Path.Combine(folder, "master.key"),
            ["Database:Provider"] = on.Provider,
            ["Database:ConnectionString"] = connectionString,
            ["Database:Connections"] = "8",
            // RSA keys take a while to make; the tests that need them say so.
            ["Keys:Algorithms:0"] = "ES256",
        }).AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
        services = new ServiceCollection()
            .AddLogging(logs => logs.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton(clock)
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = environment, ApplicationName = "tests" })
            .AddSingleton<IRequestOrigin>(Origin)
            .AddSingleton<ICommandObserver>(Commands)
            .AddSingleton<ISmsGateway>(Sms)
            .AddHallStorage(configuration, use)
            .BuildServiceProvider();
    }

    public TestDatabase On { get; }

    public string ConnectionString { get; }

    public string Folder { get; }

    /// <summary>Where SQLite keeps it.</summary>
    public string DatabaseFile => Path.Combine(Folder, "idp.db");

    public TestOrigin Origin { get; } = new();

    public CountedCommands Commands { get; } = new();

    public TestSmsGateway Sms { get; } = new();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public static async Task<TestStore> StartAsync(TestDatabase on, TimeProvider? clock = null, params (string Name, string Value)[] settings)
    {
        var folder = NewFolder();
        var store = new TestStore(on, await on.MakeAsync(folder), folder, ownsFolder: true, clock ?? new HandMovedClock(), Environments.Development, settings: settings);
        await store.Get<IStorageStartup>().PrepareAsync(CancellationToken.None);
        return store;
    }

    /// <summary>Over a database and a folder that are there.</summary>
    public static async Task<TestStore> StartOverAsync(TestDatabase on, string folder, string connectionString, TimeProvider clock, params (string Name, string Value)[] settings)
    {
        var store = new TestStore(on, connectionString, folder, ownsFolder: false, clock, Environments.Development, settings: settings);
        await store.Get<IStorageStartup>().PrepareAsync(CancellationToken.None);
        return store;
    }

    /// <summary>Over the database of another store, without preparing it.</summary>
    public static TestStore Over(TestStore other, TimeProvider clock, string environment) => new(other.On, other.ConnectionString, other.Folder, ownsFolder: false, clock, environment);

    /// <summary>Beside a running one, as an operator's command or another node sees it: what it holds in memory is loaded, nothing is prepared.</summary>
    public async Task<TestStore> BesideAsync(TimeProvider clock, params (string Name, string Value)[] settings)
    {
        var beside = new TestStore(On, ConnectionString, Folder, ownsFolder: false, clock, Environments.Development, StorageUse.Command, settings);
        await beside.Get<ConfigWatch>().AskAsync(CancellationToken.None);
        return beside;
    }

    /// <summary>Over a database in which there is nothing yet, without preparing it.</summary>
    public static async Task<TestStore> FreshAsync(TestDatabase on, string environment, params (string Name, string Value)[] settings)
    {
        var folder = NewFolder();
        return new(on, await on.MakeAsync(folder, isEmpty: true), folder, ownsFolder: true, new HandMovedClock(), environment, settings: settings);
    }

    /// <summary>Ends this process's part, as a restart does, and starts anew over the same files.</summary>
    public async Task<TestStore> RestartAsync(TimeProvider clock)
    {
        await services.DisposeAsync();
        handedOn = true;
        var next = new TestStore(On, ConnectionString, Folder, ownsFolder, clock, Environments.Development);
        await next.Get<IStorageStartup>().PrepareAsync(CancellationToken.None);
        return next;
    }

    /// <summary>Asks the database itself, past the program. Memberships and mandates changed so get the tag that the house would have given them; <see cref="Tamper"/> leaves the old one.</summary>
    public List<object?[]> Query(string sql)
    {
        var rows = Tamper(sql);
        if (sql.StartsWith("update membership", StringComparison.Ordinal) || sql.StartsWith("update mandate", StringComparison.Ordinal))
            TagMembersAsync().GetAwaiter().GetResult();
        return rows;
    }

    /// <summary>Writes the tags of all memberships that are not ended anew.</summary>
    public async Task TagMembersAsync()
    {
        var tags = Get<MemberTags>();
        await Get<IHallDatabase>().WriteAsync(
            write =>
            {
                var all = new List<MemberColumns>();
                using (var row = write.Prepare($"select {MemberColumns.Columns} from membership m left join mandate d on d.membership = m.id where m.status <> 9").Read())
                {
                    while (row.Read())
                        all.Add(MemberColumns.Read(row, 0));
                }

                foreach (var one in all)
                    tags.Write(write, one);
                return all.Count;
            },
            CancellationToken.None);
    }

    /// <summary>As somebody who can write into the database, and has no key.</summary>
    public List<object?[]> Tamper(string sql)
    {
        using var connection = On.Open(ConnectionString);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (row.Read())
            rows.Add([.. Enumerable.Range(0, row.FieldCount).Select(column => row.GetValue(column) switch { DBNull => null, int number => (long)number, var value => value })]);
        return rows;
    }

    public long Count(string from) => (long)Query($"select count(*) from {from}")[0][0]!;

    private static string NewFolder() => Directory.CreateTempSubdirectory("hall-storage-").FullName;

    /// <summary>Ends the process's part and leaves its files to be looked at until this is disposed.</summary>
    public async Task DisposeKeepingFilesAsync() => await services.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (ownsFolder && !handedOn)
            Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>A request's origin that the test sets.</summary>
public sealed class TestOrigin : IRequestOrigin
{
    public RequestOrigin Current { get; set; } = new("192.0.2.7", 50123, "test-agent/1.0", "hall");

    public string? TraceId => "0af7651916cd43dd8448eb211c80319c";

    public string Node => "node-1";
}

/// <summary>Counts round trips.</summary>
public sealed class CountedCommands : ICommandObserver
{
    private int reads;
    private int writes;
    private int roundTrips;

    public int Reads => reads;

    public int Writes => writes;

    public int RoundTrips => roundTrips;

    public void Read() => Interlocked.Increment(ref reads);

    public void Write() => Interlocked.Increment(ref writes);

    public void RoundTrip() => Interlocked.Increment(ref roundTrips);

    public void Reset() => (reads, writes, roundTrips) = (0, 0, 0);
}
