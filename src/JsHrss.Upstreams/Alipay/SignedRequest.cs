using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using JsHrss.Accounts;

namespace JsHrss.Upstreams.Alipay;

/// <summary>The parameters of one call, with the signature over them (domain §2.2).</summary>
internal sealed class SignedRequest
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private SignedRequest(IReadOnlyDictionary<string, string> parameters) => Parameters = parameters;

    /// <summary>All of them, <c>sign</c> included, none empty.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; }

    /// <summary>The call's name.</summary>
    public string Method => Parameters["method"];

    /// <param name="appId">Ours.</param>
    /// <param name="method">For instance <c>alipay.user.certify.open.query</c>.</param>
    /// <param name="content"><c>biz_content</c>, written compactly.</param>
    /// <param name="now">Told as the time in China, as the platform's own programs do.</param>
    /// <param name="keys">Ours signs.</param>
    /// <param name="returnUrl">Where the platform's app leads afterwards; null: nowhere.</param>
    public static SignedRequest For(string appId, string method, object content, DateTimeOffset now, AlipayKeys keys, string? returnUrl = null)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["app_id"] = appId,
            ["method"] = method,
            ["format"] = "JSON",
            ["charset"] = "utf-8",
            ["sign_type"] = "RSA2",
            ["timestamp"] = now.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            ["version"] = "1.0",
            ["biz_content"] = JsonSerializer.Serialize(content, Json),
        };
        if (!string.IsNullOrEmpty(returnUrl))
            parameters["return_url"] = returnUrl;
        parameters["sign"] = keys.Sign(Encoding.UTF8.GetBytes(TextToSign(parameters)));
        return new SignedRequest(parameters);
    }

    /// <summary>What is signed: without <c>sign</c> and empty values, but with <c>sign_type</c>; in ordinal order; the raw values, not the encoded ones.</summary>
    /// <remarks>Ordinal: a culture's order puts '_' elsewhere, and the signature would hold on some machines only.</remarks>
    public static string TextToSign(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('&', parameters
            .Where(one => one.Key != "sign" && !string.IsNullOrEmpty(one.Value))
            .OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => $"{one.Key}={one.Value}"));

    /// <summary>The body of a call from server to server.</summary>
    public FormUrlEncodedContent ToForm() => new(Parameters);

    /// <summary>The address of a page call: nothing is sent by us, a browser or app opens it.</summary>
    public Uri ToUrl(Uri gateway) =>
        new($"{gateway}?{string.Join('&', Parameters.Select(one => $"{Uri.EscapeDataString(one.Key)}={Uri.EscapeDataString(one.Value)}"))}");
}
