using System.Security.Cryptography;

namespace JsHrss.Storage.Keys;

/// <summary>Reads the master key from files that only the server's own account may read.</summary>
internal static class MasterKeyFile
{
    private const int KeyBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>All configured versions.</summary>
    /// <param name="secrets">Paths.</param>
    /// <param name="mayCreate">Development makes the first key; nobody else does, so that a lost mount is never mistaken for a first start.</param>
    public static IReadOnlyDictionary<byte, byte[]> ReadAll(SecretsOptions secrets, bool mayCreate)
    {
        if (string.IsNullOrWhiteSpace(secrets.MasterKeyFile))
            throw new InvalidOperationException("Secrets:MasterKeyFile is not set. Name a file of 32 random bytes, mode 0600.");
        if (mayCreate && !File.Exists(secrets.MasterKeyFile))
            Create(secrets.MasterKeyFile);
        var keys = new Dictionary<byte, byte[]> { [1] = Read(secrets.MasterKeyFile, "Secrets:MasterKeyFile") };
        foreach (var (version, path) in secrets.LaterMasterKeyFiles)
        {
            if (version < 2)
                throw new InvalidOperationException($"Secrets:LaterMasterKeyFiles:{version} is no later version; begin with 2.");
            keys.Add(version, Read(path, $"Secrets:LaterMasterKeyFiles:{version}"));
        }

        return keys;
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(path, options);
        file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
        file.Flush(flushToDisk: true);
    }

    /// <summary>
    /// The service manager lends its credentials to one account by an access list, whose mask shows as the group's right to read; the folder itself is closed to everybody else
    /// (systemd.exec, LoadCredential).
    /// </summary>
    private static bool IsCredential(string path) =>
        Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } folder && Path.GetDirectoryName(Path.GetFullPath(path)) == Path.GetFullPath(folder);

    private static byte[] Read(string path, string setting)
    {
        if (!File.Exists(path))
            throw new InvalidOperationException($"{setting}: there is no file {path}. Restore the master key; without it nothing sealed can be read. A new site makes one with: head -c 32 /dev/urandom > {path} && chmod 600 {path}");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (IsCredential(path) ? Others & ~UnixFileMode.GroupRead : Others)) != 0)
            throw new InvalidOperationException($"{setting}: {path} can be read by others. Run: chmod 600 {path}");
        var key = File.ReadAllBytes(path);
        return key.Length == KeyBytes ? key : throw new InvalidOperationException($"{setting}: {path} holds {key.Length} bytes; it must hold {KeyBytes}.");
    }
}
