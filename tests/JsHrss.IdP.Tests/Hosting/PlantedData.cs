namespace JsHrss.IdP.Tests.Hosting;

/// <summary>Database and master key of a server that has planted the demonstration once: making tables, RSA keys and accounts anew for each test cost more than the tests.</summary>
internal static class PlantedData
{
    private static readonly Lazy<Task<DirectoryInfo>> Made = new(async () =>
    {
        var folder = await IdpHost.LeaveDataAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Parent!.Delete(recursive: true);
        return folder;
    });

    public static async Task CopyToAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in (await Made.Value).EnumerateFiles().Where(file => file.Extension != ".lock"))
            file.CopyTo(Path.Combine(folder, file.Name));
    }
}
