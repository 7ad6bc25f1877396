namespace JsHrss.Architecture.Tests;

/// <summary>A document that a test writes: it fails when the committed text differs, and rewrites it with UPDATE_DOCS=1.</summary>
internal static class WrittenDocument
{
    public static void IsCurrent(string path, string text)
    {
        var file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(file, text);
        Assert.True(File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == text, $"{path} is not what the tests say; run this test with UPDATE_DOCS=1 and commit it.");
    }
}
