using System.Globalization;
using JsHrss.Benchmarks.Servers;

namespace JsHrss.Benchmarks.Planting;

/// <summary>A PostgreSQL database, filled from files that its own server reads (COPY, text format).</summary>
internal sealed class PostgresPlot(TemporaryPostgres database) : IPlot
{
    private readonly Dictionary<RowShape, StreamWriter> _files = [];

    public long Size => database.Size;

    public void Add(RowShape shape, object row)
    {
        if (!_files.TryGetValue(shape, out var file))
            _files.Add(shape, file = new StreamWriter(database.FileFor(shape.Table)));
        file.Write(string.Join('\t', shape.ValuesOf(row).Select(Text)));
        file.Write('\n');
    }

    public void Finish()
    {
        foreach (var (shape, file) in _files)
        {
            file.Dispose();
            database.Execute($"copy \"{shape.Table}\"({string.Join(", ", shape.Columns)}) from '{database.FileFor(shape.Table)}'");
            File.Delete(database.FileFor(shape.Table));
        }

        _files.Clear();
        database.Execute("vacuum analyze");
        database.Execute("checkpoint");
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
            file.Dispose();
    }

    // A backslash begins an escape, so the one before "x" is doubled.
    private static string Text(object? value) => value switch
    {
        null => @"\N",
        byte[] bytes => @"\\x" + Convert.ToHexStringLower(bytes),
        bool truth => truth ? "t" : "f",
        string text => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\t", @"\t", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
