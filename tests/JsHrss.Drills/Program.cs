using System.Globalization;
using JsHrss.Drills.Drills;

// Hand-run: what the promises of operation are worth while nodes die and databases vanish.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    var options = new Options(args.AsSpan(Math.Min(1, args.Length)));
    return args.FirstOrDefault() switch
    {
        "rg-1" => await NodeDrills.KillsAsync(options, stop.Token),
        "rg-2" => await NodeDrills.LossAsync(options, stop.Token),
        "rg-3" => await NodeDrills.RollingAsync(options, stop.Token),
        "rg-4" => await DatabaseDrills.RestartAsync(options, stop.Token),
        "rg-5" => await DatabaseDrills.AwayAsync(options, stop.Token),
        "rg-6" => await ContentionDrill.RunAsync(options, stop.Token),
        "rg-8" => await ClockDrill.RunAsync(options, stop.Token),
        "rg-10" => await SchemaDrill.RunAsync(options, stop.Token),
        "rg-13" => await SteadyDrill.RunAsync(options, stop.Token),
        "start" => await StartDrill.RunAsync(options, stop.Token),
        "revocation" => await RevocationDrill.RunAsync(options, stop.Token),
        var other => throw new ArgumentException(other is null ? "Which drill?" : $"There is no drill {other}."),
    };
}
catch (Exception wrong) when (wrong is ArgumentException or FormatException)
{
    await Console.Error.WriteLineAsync($"""
        {wrong.Message}
        dotnet run -c Release --project tests/JsHrss.Drills -- DRILL [--visitors 9] [--pause 60 (ms)]
          rg-1 [--kills 100] [--seed 1]                       kill -9 of a random node under load
          rg-2 [--losses 10] [--how kill|hang]                loss of one of two nodes
          rg-3 [--rounds 5] [--take-out no|yes]               rolling restarts by SIGTERM
          rg-4 [--restarts 5] [--mode fast|immediate|promote] PostgreSQL restarts, or its standby is promoted
          rg-5 [--seconds 20] [--how stop|freeze]             PostgreSQL is away
          rg-6 [--attempts 100000]                            contention for codes, refresh tokens and attempts
          rg-8 [--seconds 6]                                  clocks of nodes are set by hours (needs a C compiler)
          rg-10                                               schema migration with old and new node together
          rg-13 [--seconds 180]                               steady mix
          revocation [--times 30] [--notices on|cut]          how soon one node learns of another's revocation
          start [--program artifacts/jshrss-idp] [--times 5] [--with own|dotnet]   how soon a published folder is ready
        Needs PostgreSQL and nginx (apt-get install postgresql nginx-light).
        """);
    return 2;
}
