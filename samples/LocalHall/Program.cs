using LocalHall;

// Starts everything that makes up the service hall on this machine, and stops it again.

Console.OutputEncoding = System.Text.Encoding.UTF8;
if (Arguments.Parse(args) is not { } arguments)
    return 2;

using var stop = new StopSignal();
try
{
    var root = SourceTree.Find();
    var apps = App.Existing(root);
    // Before the data goes: a hall that still runs must not lose its database under its feet.
    Ports.RequireFree(apps);
    if (arguments.Fresh)
        SourceTree.DeleteData(root);

    await DotnetBuild.RunAsync(root, apps, stop.Token);

    await using var running = new RunningApps(root);
    foreach (var app in apps)
        await running.StartAsync(app, stop.Token);

    Welcome.Print(apps);
    return await running.UntilOneEndsAsync(stop.Token);
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    return 0;
}
catch (CannotStartException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
