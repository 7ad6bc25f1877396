using System.Runtime.CompilerServices;

namespace JsHrss.Architecture.Tests;

/// <summary>The source tree these rules read.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Source files below a folder of the repository, build output and vendored files apart, as (path from the root, text).</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder, params string[] endings)
    {
        var start = System.IO.Path.Combine(Root, folder);
        return Directory.Exists(start)
            ? Directory.EnumerateFiles(start, "*", SearchOption.AllDirectories)
                .Select(file => System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/'))
                .Where(path => endings.Any(path.EndsWith) && !IsNotOurs(path))
                .Order(StringComparer.Ordinal)
                .Select(path => (path, File.ReadAllText(System.IO.Path.Combine(Root, path))))
            : [];
    }

    private static bool IsNotOurs(string path) =>
        path.Contains("/bin/", StringComparison.Ordinal) || path.Contains("/obj/", StringComparison.Ordinal)
        || path.Contains("/wwwroot/lib/", StringComparison.Ordinal) || path.Contains("/node_modules/", StringComparison.Ordinal)
        || path.Contains("/Migrations/", StringComparison.Ordinal);

    private static string Find([CallerFilePath] string here = "")
    {
        var folder = System.IO.Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "JsHrss.sln")))
            folder = System.IO.Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("JsHrss.sln is in no folder above this test.");
    }
}
