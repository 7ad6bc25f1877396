namespace JsHrss.OpenId.Ports;

/// <summary>The store cannot answer now: busy, stopped, read-only, full. Nothing was written. Endpoints answer 503 with Retry-After.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>With a message for the log.</summary>
    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for the log and the cause.</summary>
    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Without a message.</summary>
    public StoreUnavailableException()
    {
    }
}
