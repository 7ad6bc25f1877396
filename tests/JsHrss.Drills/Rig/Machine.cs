using System.Diagnostics;

namespace JsHrss.Drills.Rig;

/// <summary>What the rig asks of the machine it runs on.</summary>
internal static class Machine
{
    /// <summary>Folder of JsHrss.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <inheritdoc cref="Ports.Free" />
    public static int FreePort() => Ports.Free();

    /// <summary>Runs a program to its end. Without pipes: a server that it starts would inherit them, and their end would never come.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        using var run = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "cd / && exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]))!;
        await run.WaitForExitAsync();
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {run.ExitCode}.");
    }

    /// <summary>What a program writes.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> ReadAsync(string program, params string[] arguments)
    {
        using var run = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        var errors = run.StandardError.ReadToEndAsync();
        var text = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        return run.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} ended with {run.ExitCode}: {await errors}");
    }

    /// <summary>Sends a signal to one process.</summary>
    public static Task SignalAsync(int process, string signal) => RunAsync("kill", "-" + signal, process.ToString());

    private static string FindRoot()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "JsHrss.sln")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("JsHrss.sln is in no folder above this program.");
        return root;
    }
}
