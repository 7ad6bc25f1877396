using System.Collections.Immutable;
using System.Globalization;

namespace JsHrss.Benchmarks;

/// <summary>What is to be measured. Every number is bounded: this program only ever loads servers that it started itself.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        dotnet run -c Release --project tests/JsHrss.Benchmarks -- [--store memory|sqlite] [--pgo on|off|both] [--ops NAME,...]
            [--count N] [--rounds N] [--connections N]
          --store        one store only (default: both)
          --pgo          DOTNET_TieredPGO of the server (default: on)
          --ops          operations by name (default: all)
          --count        requests a round, 1 to 20000 (default: each operation's own)
          --rounds       measured rounds an operation, 1 to 20 (default: 5); the lowest counts
          --connections  at once, 1 to 32 (default: 16)
        """;

    public ImmutableArray<string> Stores { get; init; } = ["memory", "sqlite"];

    public ImmutableArray<bool> Pgo { get; init; } = [true];

    /// <summary>Empty: all.</summary>
    public ImmutableArray<string> Operations { get; init; } = [];

    /// <summary>Null: each operation's own.</summary>
    public int? Count { get; init; }

    public int Rounds { get; init; } = 5;

    public int Connections { get; init; } = 16;

    /// <exception cref="ArgumentException">Something is not understood.</exception>
    public static Arguments Read(string[] args)
    {
        var read = new Arguments();
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"{args[i]} wants a value.");
            read = args[i] switch
            {
                "--store" when value is "memory" or "sqlite" => read with { Stores = [value] },
                "--pgo" when value is "on" or "off" => read with { Pgo = [value == "on"] },
                "--pgo" when value == "both" => read with { Pgo = [true, false] },
                "--ops" => read with { Operations = [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries)] },
                "--count" => read with { Count = Number(value, 20_000) },
                "--rounds" => read with { Rounds = Number(value, 20) },
                "--connections" => read with { Connections = Number(value, 32) },
                _ => throw new ArgumentException($"{args[i]} {value} is not understood."),
            };
        }

        return read;
    }

    private static int Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new ArgumentException($"{text} is not a number from 1 to {most}.");
}
