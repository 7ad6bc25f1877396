using JsHrss.Architecture.Tests;

namespace JsHrss.OpenId.Tests.Coverage;

/// <summary>One thing a specification demands, as the catalogue beside this file tells it.</summary>
/// <param name="Specification">As traits spell it.</param>
/// <param name="Title">In full.</param>
/// <param name="Section">For instance <c>§4.1.3</c>.</param>
/// <param name="Name">Tells it from others of the same section, and what a trait proves it by; empty only where it does not apply.</param>
/// <param name="Text">In our words.</param>
/// <param name="Binds">server, client or both.</param>
/// <param name="Status"><c>applies</c>; <c>open: slice</c>; <c>not: reason</c>; <c>deviates: reason</c>.</param>
internal sealed record Obligation(string Specification, string Title, string Section, string Name, string Text, string Binds, string Status)
{
    private const string Folder = "tests/JsHrss.OpenId.Tests/Coverage/Obligations";

    /// <summary>What a trait says that proves it.</summary>
    public string Key => Name.Length == 0 ? $"{Specification} {Section}" : $"{Specification} {Section}/{Name}";

    public bool Applies => Status == "applies";

    /// <summary>Still to be built, or waiting for its test.</summary>
    public bool IsOpen => Status.StartsWith("open: ", StringComparison.Ordinal);

    /// <summary>All catalogues, in the order of their files.</summary>
    public static IReadOnlyList<Obligation> ReadAll() =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder), "*.tsv").Where(file => Path.GetFileName(file) != "cited.tsv").Order(StringComparer.Ordinal).SelectMany(Read)];

    /// <summary>Specifications that tests cite although nobody asked for a catalogue of them.</summary>
    public static IReadOnlyDictionary<string, string> ReadCited() =>
        File.ReadLines(Path.Combine(Repository.Root, Folder, "cited.tsv")).Skip(1).Select(line => line.Split('\t')).ToDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal);

    private static IEnumerable<Obligation> Read(string file)
    {
        var lines = File.ReadLines(file).Select(line => line.Split('\t')).ToArray();
        foreach (var cells in lines.Skip(2))
        {
            Assert.True(cells.Length == 4, $"{file}: a line must have four cells: {string.Join(" | ", cells)}");
            var slash = cells[0].IndexOf('/', StringComparison.Ordinal);
            yield return new Obligation(
                lines[0][0], lines[0][1], slash < 0 ? cells[0] : cells[0][..slash], slash < 0 ? "" : cells[0][(slash + 1)..], cells[1], cells[2], cells[3]);
        }
    }
}
