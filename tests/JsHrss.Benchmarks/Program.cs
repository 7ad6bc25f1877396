using System.Globalization;
using JsHrss.Benchmarks;
using JsHrss.Benchmarks.Measuring;
using JsHrss.Benchmarks.Servers;
using JsHrss.Benchmarks.Wire;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
try
{
    if (args is ["serve", "memory", var address, var clients])
        return await MemoryServer.RunAsync(address, clients);
    var arguments = Arguments.Read(args);
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) =>
    {
        pressed.Cancel = true;
        stop.Cancel();
    };
    await new Bench(arguments).RunAsync(stop.Token);
    return 0;
}
catch (ArgumentException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    await Console.Error.WriteLineAsync(Arguments.Usage);
    return 2;
}
catch (Exception failed) when (failed is WrongAnswerException or HttpRequestException or InvalidOperationException or OperationCanceledException)
{
    await Console.Error.WriteLineAsync($"The run failed: {failed.Message}");
    return 1;
}
