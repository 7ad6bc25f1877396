using Microsoft.Extensions.Configuration;

namespace JsHrss.Upstreams.Alipay;

/// <summary>Configuration section <c>Alipay</c>: our application at Alipay's open platform. There are no defaults for keys: each deployment has its own.</summary>
internal sealed record AlipayOptions
{
    /// <summary>Whether the channel is offered at all.</summary>
    public bool Enabled { get; init; }

    /// <summary><c>https://openapi.alipay.com/gateway.do</c>, or the platform's own sandbox.</summary>
    public string Gateway { get; init; } = "";

    /// <summary>The application's number there: 16 digits and more.</summary>
    public string AppId { get; init; } = "";

    /// <summary>File with our private RSA key: PEM, or base64 of PKCS#1 or PKCS#8 as the platform's tools write it.</summary>
    public string PrivateKeyFile { get; init; } = "";

    /// <summary>File with the platform's public key for our application (支付宝公钥): PEM, or base64.</summary>
    public string GatewayKeyFile { get; init; } = "";

    /// <summary>How long one call may take in all (case FE-13).</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary><c>biz_code</c> of a face check: FACE, CERT_PHOTO, CERT_PHOTO_FACE or SMART_FACE (domain §2.4).</summary>
    public string FaceBizCode { get; init; } = "FACE";

    /// <summary>Where relative file names start.</summary>
    public string BaseFolder { get; init; } = AppContext.BaseDirectory;

    public static AlipayOptions From(IConfiguration configuration, string baseFolder)
    {
        var section = configuration.GetSection("Alipay");
        var options = new AlipayOptions { BaseFolder = baseFolder };
        return options with
        {
            Enabled = section.GetValue<bool>("Enabled"),
            Gateway = section["Gateway"] ?? "",
            AppId = section["AppId"] ?? "",
            PrivateKeyFile = section["PrivateKeyFile"] ?? "",
            GatewayKeyFile = section["GatewayKeyFile"] ?? "",
            Patience = section.GetValue<TimeSpan?>("Patience") ?? options.Patience,
            FaceBizCode = section["FaceBizCode"] ?? options.FaceBizCode,
        };
    }

    /// <summary>Judges everything but the keys, which <see cref="AlipayKeys.Read"/> judges.</summary>
    /// <exception cref="InvalidOperationException">With the fault and its cure.</exception>
    public void Validate(bool isDevelopment)
    {
        if (!Uri.TryCreate(Gateway, UriKind.Absolute, out var gateway) || gateway.Query.Length > 0 || gateway.Fragment.Length > 0 || gateway.UserInfo.Length > 0
            || (gateway.Scheme != Uri.UriSchemeHttps && !(isDevelopment && gateway.Scheme == Uri.UriSchemeHttp && gateway.IsLoopback)))
            throw new InvalidOperationException($"Alipay:Gateway is '{Gateway}'; set it to https://openapi.alipay.com/gateway.do. Only Development may use http, on this machine.");
        if (AppId.Length is < 10 or > 32 || !AppId.All(char.IsAsciiDigit))
            throw new InvalidOperationException($"Alipay:AppId is '{AppId}'; set it to the digits that the open platform gave to the application.");
        if (FaceBizCode is not ("FACE" or "CERT_PHOTO" or "CERT_PHOTO_FACE" or "SMART_FACE"))
            throw new InvalidOperationException($"Alipay:FaceBizCode is '{FaceBizCode}'; the platform knows FACE, CERT_PHOTO, CERT_PHOTO_FACE and SMART_FACE.");
        if (Patience < TimeSpan.FromMilliseconds(100) || Patience > TimeSpan.FromSeconds(30))
            throw new InvalidOperationException($"Alipay:Patience is {Patience}; people wait that long for an answer, so set it between 0.1 and 30 seconds (default 00:00:03).");
    }

    /// <summary>The text of a key file.</summary>
    /// <exception cref="InvalidOperationException">With the fault and its cure.</exception>
    public string TextOf(string member, string file)
    {
        if (file.Length == 0)
            throw new InvalidOperationException($"Alipay:{member} is not set; name the file that holds the key.");
        try
        {
            return File.ReadAllText(Path.GetFullPath(file, BaseFolder));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"Alipay:{member} names {file}, which cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
