namespace RelyingParty.Web;

/// <summary>Where the sample keeps its cookie keys.</summary>
internal static class DataFolder
{
    /// <summary><c>.data</c> beside the solution file in a source tree, else beside the application.</summary>
    public static string Default(IHostEnvironment environment)
    {
        for (var folder = new DirectoryInfo(environment.ContentRootPath); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "JsHrss.sln")))
                return Path.Combine(folder.FullName, ".data");
        }
        return Path.Combine(environment.ContentRootPath, ".data");
    }
}
