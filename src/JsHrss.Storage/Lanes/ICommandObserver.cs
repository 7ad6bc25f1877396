namespace JsHrss.Storage.Lanes;

/// <summary>Told of every database command, so that a test can hold an operation to its budget of round trips.</summary>
public interface ICommandObserver
{
    /// <summary>One look-up.</summary>
    void Read();

    /// <summary>One write: an item of the write lane, however many statements it holds.</summary>
    void Write();

    /// <summary>One journey to a database server and back; an embedded database has none.</summary>
    void RoundTrip()
    {
    }
}
