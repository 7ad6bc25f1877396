namespace LocalHall;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Fresh">Forget the data of earlier runs.</param>
internal sealed record Arguments(bool Fresh)
{
    /// <summary>Null when the command line was not understood, or only help was wanted; the usage has been printed then.</summary>
    public static Arguments? Parse(string[] args)
    {
        if (args.All(arg => arg == "--fresh"))
            return new Arguments(args.Length > 0);
        Console.Error.WriteLine("""
            Usage: dotnet run --project samples/LocalHall [-- --fresh]

              --fresh   delete .data first: databases, keys and sign-ins of earlier runs
            """);
        return null;
    }
}

/// <summary>Something is in the way; the message says what, and what to do.</summary>
internal sealed class CannotStartException(string message) : Exception(message);
