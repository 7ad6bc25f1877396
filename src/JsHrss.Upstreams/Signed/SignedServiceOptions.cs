using Microsoft.Extensions.Configuration;

namespace JsHrss.Upstreams.Signed;

/// <summary>One service of the wire that is ours (docs/upstreams.md): where it is, and both keys. There are no defaults for keys: each deployment has its own.</summary>
internal sealed record SignedServiceOptions
{
    /// <summary>Path of the configuration section, for messages.</summary>
    public required string Section { get; init; }

    /// <summary>The service's name: <c>aud</c> of questions, <c>iss</c> of answers.</summary>
    public required string Service { get; init; }

    /// <summary>Whether it is asked at all.</summary>
    public bool Enabled { get; init; }

    /// <summary>Where its calls begin, for instance <c>https://registers.example.cn/authority/</c>.</summary>
    public string Address { get; init; } = "";

    /// <summary>Our name towards it: <c>iss</c> of questions, <c>aud</c> of answers.</summary>
    public string Caller { get; init; } = "jshrss-idp";

    /// <summary>File with our private key: PEM, EC P-256.</summary>
    public string PrivateKeyFile { get; init; } = "";

    /// <summary>File with the service's public key: PEM, EC P-256.</summary>
    public string ServiceKeyFile { get; init; } = "";

    /// <summary>How long one call may take in all (case FE-13).</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Where relative file names start.</summary>
    public string BaseFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>Reads one section.</summary>
    public static SignedServiceOptions From(IConfiguration configuration, string section, string service, string baseFolder)
    {
        var part = configuration.GetSection(section);
        var options = new SignedServiceOptions { Section = section, Service = service, BaseFolder = baseFolder };
        return options with
        {
            Enabled = part.GetValue<bool>("Enabled"),
            Address = part["Address"] ?? "",
            Caller = part["Caller"] ?? options.Caller,
            PrivateKeyFile = part["PrivateKeyFile"] ?? "",
            ServiceKeyFile = part["ServiceKeyFile"] ?? "",
            Patience = part.GetValue<TimeSpan?>("Patience") ?? options.Patience,
        };
    }

    /// <summary>Judges everything but the keys, which <see cref="SignedServiceKeys.Read"/> judges.</summary>
    /// <exception cref="InvalidOperationException">With the fault and its cure.</exception>
    public void Validate(bool isDevelopment)
    {
        if (!Uri.TryCreate(Address, UriKind.Absolute, out var address) || address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0
            || !address.AbsolutePath.EndsWith('/')
            || (address.Scheme != Uri.UriSchemeHttps && !(isDevelopment && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
            throw new InvalidOperationException($"{Section}:Address is '{Address}'; set it to where the service's calls begin, https and with a slash at its end. Only Development may use http, on this machine.");
        if (Caller.Length is 0 or > 64 || !Caller.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw new InvalidOperationException($"{Section}:Caller is '{Caller}'; set it to the name the service knows this server by: up to 64 letters, digits, hyphens, underscores or dots.");
        if (Patience < TimeSpan.FromMilliseconds(100) || Patience > TimeSpan.FromSeconds(30))
            throw new InvalidOperationException($"{Section}:Patience is {Patience}; people wait that long for an answer, so set it between 0.1 and 30 seconds (default 00:00:03).");
    }

    /// <summary>The text of a key file.</summary>
    /// <exception cref="InvalidOperationException">With the fault and its cure.</exception>
    public string TextOf(string member, string file)
    {
        if (file.Length == 0)
            throw new InvalidOperationException($"{Section}:{member} is not set; name the file that holds the key.");
        try
        {
            return File.ReadAllText(Path.GetFullPath(file, BaseFolder));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{Section}:{member} names {file}, which cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
