namespace JsHrss.Benchmarks.Operations;

/// <summary>What an operation may cost, CPU-ms, by docs/performance.md. Nothing fails over them: they are there to be looked at.</summary>
internal static class Targets
{
    private static readonly Dictionary<string, (double Memory, double Sqlite)> All = new(StringComparer.Ordinal)
    {
        ["discovery"] = (0.030, 0.030),
        ["jwks"] = (0.030, 0.030),
        ["client-credentials"] = (0.075, 0.075),
        ["code-flow"] = (0.21, 0.35),
        ["code-flow-unit"] = (0.21, 0.35),
        ["refresh-kept"] = (0.10, 0.17),
        ["refresh-rotating"] = (0.10, 0.17),
        ["userinfo"] = (0.045, 0.055),
        ["introspection"] = (0.050, 0.060),
        ["revocation"] = (0.050, 0.11),
        ["revocation-grant"] = (0.050, 0.11),
    };

    /// <summary>Null: none was set.</summary>
    public static double? Of(string operation, string store) =>
        All.TryGetValue(operation, out var target) ? store == "memory" ? target.Memory : target.Sqlite : null;
}
