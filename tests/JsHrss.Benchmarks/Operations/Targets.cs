namespace JsHrss.Benchmarks.Operations;

/// <summary>What an operation may cost, CPU-ms, by docs/performance.md. Nothing fails over them: they are there to be looked at.</summary>
internal static class Targets
{
    // A verify of a client's key costs 0.06 more, and its sighting joins the batch: with client_credentials it is the only write. RS256 costs 0.24 more than ES256.
    private static readonly Dictionary<string, (double Memory, double Sqlite, double PostgreSql)> All = new(StringComparer.Ordinal)
    {
        ["discovery"] = (0.030, 0.030, 0.030),
        ["jwks"] = (0.030, 0.030, 0.030),
        ["client-credentials"] = (0.075, 0.075, 0.075),
        ["private-key-jwt"] = (0.135, 0.190, 0.280),
        ["code-flow"] = (0.21, 0.35, 0.58),
        ["code-flow-unit"] = (0.21, 0.35, 0.58),
        ["code-flow-rs256"] = (0.45, 0.59, 0.82),
        ["par"] = (0.065, 0.13, 0.24),
        ["refresh-kept"] = (0.10, 0.17, 0.30),
        ["refresh-rotating"] = (0.10, 0.17, 0.30),
        ["userinfo"] = (0.045, 0.055, 0.055),
        ["userinfo-live"] = (0.045, 0.055, 0.14),
        ["introspection"] = (0.050, 0.060, 0.060),
        ["introspection-live"] = (0.050, 0.060, 0.15),
        ["evaluation"] = (0.050, 0.060, 0.15),
        ["device"] = (0.055, 0.12, 0.23),
        ["device-poll"] = (0.045, 0.045, 0.045),
        ["device-poll-soon"] = (0.045, 0.045, 0.045),
        ["revocation"] = (0.050, 0.11, 0.22),
        ["revocation-grant"] = (0.050, 0.11, 0.22),
    };

    /// <summary>Null: none was set.</summary>
    public static double? Of(string operation, string store) => !All.TryGetValue(operation, out var target) ? null : store switch
    {
        "memory" => target.Memory,
        "sqlite" => target.Sqlite,
        _ => target.PostgreSql,
    };
}
