using System.Data.Common;

namespace JsHrss.Storage.Lanes;

/// <summary>The rows of two selects over one state of the database.</summary>
internal abstract class TwoResults : IDisposable
{
    /// <summary>Rows of the first select, and after <see cref="Next"/> of the second.</summary>
    public abstract DbDataReader Rows { get; }

    public abstract void Next();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
