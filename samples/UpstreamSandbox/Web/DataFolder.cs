namespace UpstreamSandbox.Web;

/// <summary>Where keys and phones are kept: <c>.data/sandbox</c> beside the solution file, unless <c>DataFolder</c> says otherwise.</summary>
internal sealed class DataFolder
{
    public DataFolder(IConfiguration configuration, IHostEnvironment environment)
    {
        Root = Path.Combine(configuration["DataFolder"] ?? Default(environment), "sandbox");
        _ = OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(Root)
            : Directory.CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Root { get; }

    public string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>Writes a file whole or not at all, readable by its owner alone.</summary>
    public void Write(string name, string text)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var next = path + ".next";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(new FileStream(next, options)))
            writer.Write(text);
        File.Move(next, path, overwrite: true);
    }

    private static string Default(IHostEnvironment environment)
    {
        for (var folder = new DirectoryInfo(environment.ContentRootPath); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "JsHrss.sln")))
                return Path.Combine(folder.FullName, ".data");
        }

        return Path.Combine(environment.ContentRootPath, ".data");
    }
}
