using System.Collections.Immutable;
using System.Globalization;

namespace JsHrss.Benchmarks;

/// <summary>What is to be measured. Every number is bounded: this program only ever loads servers that it started itself.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        dotnet run -c Release --project tests/JsHrss.Benchmarks -- [--store memory,sqlite,postgresql] [--pgo on|off|both] [--r2r on|off|both]
            [--ops NAME,...] [--count N] [--rounds N] [--connections N] [--accounts N,...] [--server FOLDER,...]
          --store        stores by name (default: all)
          --pgo          DOTNET_TieredPGO of the server (default: on)
          --r2r          the server compiled ahead of time, ReadyToRun (default: off); not for memory
          --ops          operations by name (default: all)
          --count        requests a round, 1 to 20000 (default: each operation's own)
          --rounds       measured rounds an operation, 1 to 20 (default: 5); the lowest counts
          --connections  at once, 1 to 32 (default: 16)
          --accounts     synthetic accounts in the database besides the demonstration, 0 to 10000000; several: one after the other (default: 0); not for memory
          --server       folders with other builds of JsHrss.IdP, measured in turn with this one, to compare them; not for memory
        """;

    private const int MostAccounts = 10_000_000;

    public ImmutableArray<string> Stores { get; init; } = ["memory", "sqlite", "postgresql"];

    public ImmutableArray<bool> Pgo { get; init; } = [true];

    public ImmutableArray<bool> ReadyToRun { get; init; } = [false];

    /// <summary>Empty: all.</summary>
    public ImmutableArray<string> Operations { get; init; } = [];

    /// <summary>Null: each operation's own.</summary>
    public int? Count { get; init; }

    public int Rounds { get; init; } = 5;

    public int Connections { get; init; } = 16;

    public ImmutableArray<int> Accounts { get; init; } = [0];

    /// <summary>Folders of other builds.</summary>
    public ImmutableArray<string> Servers { get; init; } = [];

    /// <exception cref="ArgumentException">Something is not understood.</exception>
    public static Arguments Read(string[] args)
    {
        var read = new Arguments();
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"{args[i]} wants a value.");
            read = args[i] switch
            {
                "--store" => read with { Stores = [.. Words(value).Select(one => new Arguments().Stores.Contains(one) ? one : throw new ArgumentException($"There is no store {one}."))] },
                "--pgo" => read with { Pgo = Switch(value) },
                "--r2r" => read with { ReadyToRun = Switch(value) },
                "--ops" => read with { Operations = [.. Words(value)] },
                "--count" => read with { Count = Number(value, 1, 20_000) },
                "--rounds" => read with { Rounds = Number(value, 1, 20) },
                "--connections" => read with { Connections = Number(value, 1, 32) },
                "--accounts" => read with { Accounts = [.. Words(value).Select(one => Number(one, 0, MostAccounts))] },
                "--server" => read with { Servers = [.. Words(value).Select(Path.GetFullPath)] },
                _ => throw new ArgumentException($"{args[i]} {value} is not understood."),
            };
        }

        return read;
    }

    private static string[] Words(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static ImmutableArray<bool> Switch(string value) => value switch
    {
        "on" => [true],
        "off" => [false],
        "both" => [true, false],
        _ => throw new ArgumentException($"{value} is none of on, off and both."),
    };

    private static int Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"{text} is not a number from {least} to {most}.");
}
