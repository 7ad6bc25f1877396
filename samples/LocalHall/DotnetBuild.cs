using System.Diagnostics;

namespace LocalHall;

/// <summary>Builds the applications; this program references none of them, so that they stay independent of it.</summary>
internal static class DotnetBuild
{
    public const string Configuration = "Debug";

    public static async Task RunAsync(string root, IEnumerable<App> apps, CancellationToken ct)
    {
        foreach (var app in apps)
        {
            Console.WriteLine($"Building {app.Project} ...");
            var start = new ProcessStartInfo("dotnet") { WorkingDirectory = root, RedirectStandardOutput = true };
            foreach (var argument in (string[])["build", app.Folder(root), "-c", Configuration, "-nologo", "-clp:ErrorsOnly;NoSummary"])
                start.ArgumentList.Add(argument);
            using var build = Process.Start(start)!;
            using var stopping = ct.Register(() => GentleEnd.Ask(build));
            var output = await build.StandardOutput.ReadToEndAsync(ct);
            await build.WaitForExitAsync(ct);
            if (build.ExitCode != 0)
                throw new CannotStartException($"{output}{Environment.NewLine}{app.Project} does not build; see above.");
        }
    }
}
