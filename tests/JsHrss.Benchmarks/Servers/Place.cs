using JsHrss.Benchmarks.Wire;

namespace JsHrss.Benchmarks.Servers;

/// <summary>Where a measured server lives: a new folder with its store and its settings. Removed afterwards.</summary>
internal sealed class Place : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jshrss-bench-");

    public Place(string store)
    {
        Store = store;
        File.WriteAllText(ClientsFile, Party.Declarations());
        if (store == "postgresql")
            Database = TemporaryPostgres.Start(ServerProcess.FreePort());
    }

    /// <summary>memory: the engine over its in-memory ports; sqlite, postgresql: the product as it is built.</summary>
    public string Store { get; }

    /// <summary>Null: the database is inside the server, or there is none.</summary>
    public TemporaryPostgres? Database { get; }

    /// <summary>The clients that the sample file does not have.</summary>
    public string ClientsFile => Path.Combine(_folder.FullName, "clients.json");

    /// <summary>Further arguments of the product.</summary>
    public string[] More { get; init; } = [];

    /// <summary>Variables of the product.</summary>
    public (string Name, string Value)[] Environment { get; init; } = [];

    public string DataFolder => Path.Combine(_folder.FullName, "data");

    /// <summary>What the product is told.</summary>
    /// <param name="address">Where it is to listen.</param>
    public IEnumerable<string> Arguments(string address) =>
    [
        $"--urls={address}", $"--Issuer={address}", $"--DataFolder={DataFolder}",
        .. Database is null ? (string[])[] : ["--Database:Provider=PostgreSql", $"--Database:ConnectionString={Database.ConnectionString}"],
        $"--Clients:Files:0={Path.Combine(ServerBuild.Root, "samples", "clients.json")}", $"--Clients:Files:1={ClientsFile}",
        // What a password's hash costs is known without a server (the yardstick); here the rest of a sign-in is measured.
        "--Passwords:Iterations=1",
        // All load comes from this one machine; the limits still run, but nothing reaches them.
        .. new[] { "Pages", "Passwords", "Authorize", "Pushed", "Clients", "Pictures", "ClientFailures" }.SelectMany(one => new[] { $"--Limits:Load:{one}:PerSecond=1000000", $"--Limits:Load:{one}:Burst=1000000" }),
        "--Limits:Load:PicturesDrawnPerSecond=1000",
        .. new[] { "ChallengeFrom", "NetworkChallengeFrom", "NetworkFailures", "AnomalyFailures" }.Select(one => $"--Limits:SignIn:{one}=1000000"),
        .. More,
    ];

    public void Dispose()
    {
        Database?.Dispose();
        _folder.Delete(recursive: true);
    }
}
