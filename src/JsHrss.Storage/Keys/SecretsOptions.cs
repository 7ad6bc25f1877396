namespace JsHrss.Storage.Keys;

/// <summary>Configuration section <c>Secrets</c>: where the master key is.</summary>
public sealed class SecretsOptions
{
    /// <summary>File of 32 random bytes, mode 0600: version 1. Development creates it, Production refuses to.</summary>
    public string MasterKeyFile { get; set; } = "";

    /// <summary>Later versions, from 2 on, by number. The newest seals; all of them open.</summary>
    public Dictionary<byte, string> LaterMasterKeyFiles { get; } = [];
}
