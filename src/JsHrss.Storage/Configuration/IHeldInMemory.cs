namespace JsHrss.Storage.Configuration;

/// <summary>Something of the database that is held in memory whole, and is loaded anew when <c>config_version</c> has changed.</summary>
internal interface IHeldInMemory
{
    /// <summary>Replaces what is held, as a whole.</summary>
    ValueTask LoadAsync(CancellationToken ct);
}
