using System.Globalization;
using JsHrss.Benchmarks;
using JsHrss.Benchmarks.Measuring;
using JsHrss.Benchmarks.Servers;
using JsHrss.Benchmarks.Waiting;
using JsHrss.Benchmarks.Wire;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
try
{
    if (args is ["serve", "memory", var address, var clients])
        return await MemoryServer.RunAsync(address, clients);
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) =>
    {
        pressed.Cancel = true;
        stop.Cancel();
    };
    if (args is ["waiting", ..])
        await new WaitingBench(WaitingArguments.Read(args.AsSpan(1))).RunAsync(stop.Token);
    else
        await new Bench(Arguments.Read(args)).RunAsync(stop.Token);
    return 0;
}
catch (ArgumentException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    await Console.Error.WriteLineAsync(args is ["waiting", ..] ? WaitingArguments.Usage : Arguments.Usage);
    return 2;
}
catch (Exception failed) when (failed is WrongAnswerException or HttpRequestException or InvalidOperationException or OperationCanceledException)
{
    await Console.Error.WriteLineAsync($"The run failed: {failed.Message}");
    return 1;
}
