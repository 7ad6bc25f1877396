using System.Collections.Immutable;

namespace JsHrss.IdP.Hosting;

/// <summary>What a deployment says about itself. Checked as a whole at start; each fault says what to write.</summary>
internal sealed record ServerOptions
{
    /// <summary>The issuer: scheme, host and port, nothing after it. The Host header never decides it (case HT-02).</summary>
    public string Issuer { get; init; } = "";

    /// <summary>Files of declared clients; relative ones from <see cref="BaseFolder"/>.</summary>
    public ImmutableArray<string> ClientFiles { get; init; } = [];

    /// <summary>Folder of databases and master key in Development; relative ones from <see cref="BaseFolder"/>.</summary>
    public string DataFolder { get; init; } = ".data";

    /// <summary>Folder of JsHrss.sln in a checkout, else of the program.</summary>
    public required string BaseFolder { get; init; }

    public static ServerOptions From(IConfiguration configuration) => new()
    {
        BaseFolder = FindBaseFolder(),
        Issuer = configuration["Issuer"] ?? "",
        ClientFiles = [.. configuration.GetSection("Clients:Files").Get<string[]>() ?? []],
        DataFolder = configuration["DataFolder"] ?? ".data",
    };

    /// <summary>The absolute path of a configured one.</summary>
    public string PathOf(string configured) => Path.GetFullPath(configured, BaseFolder);

    /// <exception cref="InvalidOperationException">With the fault and its cure.</exception>
    public void Validate(bool isDevelopment)
    {
        if (!Uri.TryCreate(Issuer, UriKind.Absolute, out var issuer) || Issuer != issuer.GetLeftPart(UriPartial.Authority))
            throw new InvalidOperationException($"Issuer is '{Issuer}'; set it to scheme, host and port alone, for instance https://id.example.cn, in lower case and without a slash at its end.");
        if (issuer.Scheme != Uri.UriSchemeHttps && !(isDevelopment && issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback))
            throw new InvalidOperationException($"Issuer is '{Issuer}'; it must be https. Only Development may use http, on localhost.");
    }

    /// <summary>Development keeps database and master key in one folder that git ignores, unless configured otherwise.</summary>
    public void UseDataFolder(ConfigurationManager configuration)
    {
        var folder = PathOf(DataFolder);
        Directory.CreateDirectory(folder);
        configuration["Secrets:MasterKeyFile"] ??= Path.Combine(folder, "master.key");
        configuration["Database:ConnectionString"] ??= $"Data Source={Path.Combine(folder, "idp.db")}";
    }

    private static string FindBaseFolder()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "JsHrss.sln")))
                return folder;
        }

        return AppContext.BaseDirectory;
    }
}
