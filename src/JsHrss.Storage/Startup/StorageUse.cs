namespace JsHrss.Storage.Startup;

/// <summary>As what a process opens the store.</summary>
public enum StorageUse
{
    /// <summary>Serves requests, or migrates. On SQLite it is alone.</summary>
    Server = 1,

    /// <summary>An operator's command of a moment, beside whatever serves.</summary>
    Command = 2,
}
