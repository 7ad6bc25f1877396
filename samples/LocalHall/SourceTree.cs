namespace LocalHall;

/// <summary>The folder that holds <c>JsHrss.sln</c>; everything else is found from there, wherever the command was given.</summary>
internal static class SourceTree
{
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "JsHrss.sln")))
                return folder.FullName;
        }
        throw new CannotStartException("JsHrss.sln was not found above this program. Run it from a clone: dotnet run --project samples/LocalHall");
    }

    public static string Data(string root) => Path.Combine(root, ".data");

    public static void DeleteData(string root)
    {
        if (Directory.Exists(Data(root)))
            Directory.Delete(Data(root), recursive: true);
    }
}
