using System.Security.Cryptography;
using System.Text.Json;

namespace JsHrss.Storage.Audit;

/// <summary>The folder of an export. Every file appears whole or not at all, and only the server's own account may read it.</summary>
internal sealed class ExportFolder(string path)
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    private static readonly byte[] NewLine = [(byte)'\n'];

    public string PathOf(string file) => Path.Combine(path, file);

    /// <summary>What is there already.</summary>
    /// <exception cref="InvalidOperationException">The folder holds something else.</exception>
    public ExportManifest Open()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerFolder);
        return File.Exists(PathOf(ExportManifest.FileName)) ? Manifest() : ExportManifest.Empty;
    }

    /// <summary>The manifest of an export that must be there.</summary>
    /// <exception cref="InvalidOperationException">It is not, or it is none.</exception>
    public ExportManifest Manifest()
    {
        var file = PathOf(ExportManifest.FileName);
        if (!File.Exists(file))
            throw new InvalidOperationException($"There is no {file}; this is not the folder of an export.");
        try
        {
            if (JsonSerializer.Deserialize(File.ReadAllBytes(file), ExportLines.Default.ExportManifest) is { Format: ExportManifest.ThisFormat, Parts.IsDefault: false } manifest)
                return manifest;
        }
        catch (JsonException)
        {
            // told below
        }

        throw new InvalidOperationException($"{file} is not the manifest of an export.");
    }

    public void Write(ExportManifest manifest) =>
        Appear(ExportManifest.FileName, file => file.Write(JsonSerializer.SerializeToUtf8Bytes(manifest, ExportLines.Default.ExportManifest)));

    /// <summary>A file that grows under another name and appears when it is whole and on the disk.</summary>
    public Growing Begin(string temporary) => new(this, Create(PathOf(temporary)));

    private void Appear(string name, Action<FileStream> write)
    {
        var temporary = PathOf($"{name}.tmp");
        using (var file = Create(temporary))
        {
            write(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, PathOf(name), overwrite: true);
    }

    private static FileStream Create(string file)
    {
        File.Delete(file); // what an earlier run left half done; its mode may be another
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        return new FileStream(file, options);
    }

    /// <summary>Lines that are being written.</summary>
    internal sealed class Growing(ExportFolder folder, FileStream file) : IDisposable
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public void Add<T>(T line, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(line, type);
            foreach (var part in new[] { bytes, NewLine })
            {
                file.Write(part);
                hash.AppendData(part);
            }
        }

        /// <returns>SHA-256 of the file.</returns>
        public byte[] Appear(string name)
        {
            file.Flush(flushToDisk: true);
            file.Dispose();
            File.Move(file.Name, folder.PathOf(name), overwrite: true);
            return hash.GetHashAndReset();
        }

        public void Dispose()
        {
            file.Dispose();
            hash.Dispose();
            File.Delete(file.Name);
        }
    }
}
