using System.Diagnostics;

namespace JsHrss.Benchmarks.Servers;

/// <summary>One build of the server.</summary>
/// <param name="Name">As the table tells it.</param>
/// <param name="Folder">Where JsHrss.IdP.dll lies.</param>
internal sealed record ServerBuild(string Name, string Folder)
{
    /// <summary>Folder of JsHrss.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Built beside this program, from the same sources.</summary>
    public static ServerBuild Own { get; } = new(
        "built",
        Path.Combine(Root, "src", "JsHrss.IdP", Path.GetRelativePath(Path.Combine(Root, "tests", typeof(ServerBuild).Assembly.GetName().Name!), AppContext.BaseDirectory)));

    public string Program => Path.Combine(Folder, "JsHrss.IdP.dll");

    /// <summary>Published with code compiled ahead of time, of the server's own assemblies and those of its packages; the framework's always are.</summary>
    /// <param name="folder">Where to.</param>
    public static ServerBuild ReadyToRun(string folder)
    {
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet", ["publish", Path.Combine(Root, "src", "JsHrss.IdP"), "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "-p:PublishReadyToRun=true", "-v", "quiet", "-o", folder]))
            ?? throw new InvalidOperationException("dotnet could not be started.");
        publish.WaitForExit();
        return publish.ExitCode == 0 ? new ServerBuild("ReadyToRun", folder) : throw new InvalidOperationException("The server could not be published ReadyToRun.");
    }

    private static string FindRoot()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "JsHrss.sln")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("JsHrss.sln is in no folder above this program.");
        return root;
    }
}
