namespace LocalHall;

/// <summary>One application of the hall.</summary>
/// <param name="Name">Short name, in front of its log lines.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Project">Folder of its project, from the root.</param>
/// <param name="Port">Its fixed address in Development.</param>
internal sealed record App(string Name, string Title, string Project, int Port)
{
    // In the order of starting: the sandbox makes the keys that the identity provider reads, the hall reads the identity provider's discovery document.
    private static readonly App[] All =
    [
        new("sandbox", "上游沙箱 upstream sandbox, phone at /phone", "samples/UpstreamSandbox", 5400),
        new("idp", "统一身份认证 identity provider", "src/JsHrss.IdP", 5100),
        new("console", "治理控制台 governance console", "src/JsHrss.IdP.Admin", 5200),
        new("hall", "网上办事服务大厅 service hall", "samples/RelyingParty", 5300),
    ];

    public string Address => $"http://localhost:{Port}";

    /// <summary>What answers as soon as it serves. The identity provider tells its health on its management port alone.</summary>
    public string ReadyAddress => Address + (Name == "idp" ? "/.well-known/openid-configuration" : "/health/ready");

    public string Assembly => Path.GetFileName(Project) + ".dll";

    public string Folder(string root) => Path.Combine(root, Project.Replace('/', Path.DirectorySeparatorChar));

    public string Dll(string root) => Path.Combine(Folder(root), "bin", DotnetBuild.Configuration, "net10.0", Assembly);

    /// <summary>Those that are in this source tree.</summary>
    public static IReadOnlyList<App> Existing(string root) =>
        [.. All.Where(app => File.Exists(Path.Combine(app.Folder(root), "Program.cs")))];
}
