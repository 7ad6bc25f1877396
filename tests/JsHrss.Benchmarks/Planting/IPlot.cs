namespace JsHrss.Benchmarks.Planting;

/// <summary>A database into which many rows are put at once. What is quick here is not durable before <see cref="Finish"/>.</summary>
internal interface IPlot : IDisposable
{
    /// <summary>Bytes on disk.</summary>
    long Size { get; }

    void Add(RowShape shape, object row);

    /// <summary>Everything is in the database.</summary>
    void Finish();
}
