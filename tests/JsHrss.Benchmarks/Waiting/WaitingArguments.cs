using System.Globalization;

namespace JsHrss.Benchmarks.Waiting;

/// <summary>What is to be measured of browsers that wait for a phone. Every number is bounded.</summary>
internal sealed record WaitingArguments
{
    public const string Usage = """
        dotnet run -c Release --project tests/JsHrss.Benchmarks -- waiting [--browsers N] [--seconds N] [--approvals N] [--at-once N] [--store sqlite|postgresql] [--gc server|workstation]
          --browsers     that wait at once, 100 to 60000 (default: 15000)
          --seconds      how long they are watched while nothing happens, 5 to 600 (default: 60)
          --approvals    codes that a phone then scans and confirms, 1 to 2000 (default: 300)
          --at-once      phones, 1 to 16 (default: 1)
          --store        (default: sqlite)
          --gc           of the server (default: as it comes, server)
        """;

    public int Browsers { get; init; } = 15_000;

    public int Seconds { get; init; } = 60;

    public int Approvals { get; init; } = 300;

    public int AtOnce { get; init; } = 1;

    public string Store { get; init; } = "sqlite";

    public bool ServerCollector { get; init; } = true;

    /// <exception cref="ArgumentException">Something is not understood.</exception>
    public static WaitingArguments Read(ReadOnlySpan<string> args)
    {
        var read = new WaitingArguments();
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"{args[i]} wants a value.");
            read = args[i] switch
            {
                "--browsers" => read with { Browsers = Number(value, 100, 60_000) },
                "--seconds" => read with { Seconds = Number(value, 5, 600) },
                "--approvals" => read with { Approvals = Number(value, 1, 2_000) },
                "--at-once" => read with { AtOnce = Number(value, 1, 16) },
                "--store" when value is "sqlite" or "postgresql" => read with { Store = value },
                "--gc" when value is "server" or "workstation" => read with { ServerCollector = value == "server" },
                _ => throw new ArgumentException($"{args[i]} {value} is not understood."),
            };
        }

        return read;
    }

    private static int Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"{text} is not a number from {least} to {most}.");
}
