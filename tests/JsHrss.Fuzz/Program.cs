using System.Diagnostics;
using System.Globalization;
using JsHrss.Benchmarks.Servers;
using JsHrss.Benchmarks.Wire;
using JsHrss.Fuzz;
using JsHrss.OpenId.Tests.Fuzzing;

// Hand-run: hostile requests over HTTP against the product as it is built, on a new database with the demonstration data.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length > 3 || args.Any(arg => !int.TryParse(arg, out _)))
{
    await Console.Error.WriteLineAsync("dotnet run -c Release --project tests/JsHrss.Fuzz -- [requests, 100000] [seed, 1] [connections, 8]");
    return 2;
}

var most = args.Length > 0 ? int.Parse(args[0]) : 100_000;
var first = args.Length > 1 ? int.Parse(args[1]) : 1;
var workers = args.Length > 2 ? int.Parse(args[2]) : 8;
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

using var place = new Place("sqlite");
using var server = await ServerProcess.StartAsync(ServerBuild.Own, place, pgo: true, stop.Token);
using var connections = new Connections(server.Address, 4);
var scene = await Scene.SetAsync(connections, isProduct: true, planted: 0, stop.Token);
var findings = new Findings();
var left = most;
var slowest = TimeSpan.Zero;
var clock = Stopwatch.StartNew();
await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
{
    var mutator = new Mutator(first * 1000 + worker);
    using var wire = new Wire(server.Address);
    Seed[] seeds = [];
    for (var n = 0; !stop.IsCancellationRequested && server.IsRunning && Interlocked.Decrement(ref left) >= 0; n++)
    {
        // Tokens and interactions end; honest values must be good when they are spoilt.
        if (n % 5000 == 0)
            seeds = await Seeds.TakeAsync(scene, stop.Token);
        var seed = mutator.One(seeds);
        var request = Hostile.Request(seed, mutator, server.Address.Authority);
        var started = clock.Elapsed;
        try
        {
            var (status, answer) = await wire.SendAsync(request, request.AsSpan().StartsWith("HEAD "u8), stop.Token);
            findings.Answered(seed, request, status, answer);
        }
        catch (TimeoutException)
        {
            findings.Fault("no answer in ten seconds", seed, request);
        }

        var took = clock.Elapsed - started;
        if (took > slowest)
            slowest = took;
        if (n % 20_000 == 19_999)
            Console.WriteLine($"{clock.Elapsed:mm\\:ss} {findings.Tried:N0} tried, {findings.Faulty:N0} faulty, {server.WorkingSet / 1_048_576} MiB");
    }
})));

findings.Write(Console.Out);
foreach (var line in server.Errors)
    Console.WriteLine("logged: " + line);
var alive = server.IsRunning && (await connections.GetAsync("/connect/jwks", null, null, CancellationToken.None)).Body.Contains("\"keys\"", StringComparison.Ordinal);
Console.WriteLine($"{findings.Tried:N0} requests in {clock.Elapsed:mm\\:ss}, seeds {first * 1000} to {first * 1000 + workers - 1}; {findings.Faulty:N0} faulty; slowest answer {slowest.TotalMilliseconds:F0} ms; server {(alive ? "alive" : "DEAD")}, {(server.IsRunning ? server.WorkingSet / 1_048_576 : 0)} MiB, {server.Errors.Count} errors logged");
return findings.Faulty == 0 && alive && server.Errors.Count == 0 ? 0 : 1;
