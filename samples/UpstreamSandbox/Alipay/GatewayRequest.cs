using System.Globalization;
using System.Text;
using System.Text.Json;
using UpstreamSandbox.Clock;

namespace UpstreamSandbox.Alipay;

/// <summary>A call's parameters, from address and body together, and what the platform thinks of them.</summary>
internal sealed record GatewayRequest(IReadOnlyDictionary<string, string> Parameters)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public string Method => this["method"];

    public string this[string name] => Parameters.GetValueOrDefault(name, "");

    public static async Task<GatewayRequest> ReadAsync(HttpRequest request)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Query)
            parameters[name] = value.ToString();
        if (request.HasFormContentType)
        {
            foreach (var (name, value) in await request.ReadFormAsync(request.HttpContext.RequestAborted))
                parameters[name] = value.ToString();
        }

        return new GatewayRequest(parameters);
    }

    /// <summary>The platform's sub_code for what is wrong with the call, or null.</summary>
    public string? Fault(AlipayKeyFiles keys, SandboxClock clock)
    {
        if (this["app_id"] != AlipayKeyFiles.AppId)
            return "isv.invalid-app-id";
        if (this["sign_type"] != "RSA2")
            return "isv.invalid-signature-type";
        if (!this["charset"].Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return "isv.invalid-charset";
        if (this["sign"].Length == 0)
            return "isv.missing-signature";
        if (!keys.IsOurs(Encoding.UTF8.GetBytes(TextToSign()), this["sign"]))
            return "isv.invalid-signature";
        if (!DateTime.TryParseExact(this["timestamp"], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            || (new DateTimeOffset(at, China) - clock.GetUtcNow()).Duration() > Skew)
            return "isv.invalid-timestamp";
        return Content() is null ? "isv.invalid-parameter" : null;
    }

    /// <summary><c>biz_content</c>, or null when it is no JSON object.</summary>
    public JsonElement? Content()
    {
        try
        {
            using var document = JsonDocument.Parse(this["biz_content"]);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string TextToSign()
    {
        var names = Parameters.Keys.Where(name => name != "sign" && Parameters[name].Length > 0).ToArray();
        Array.Sort(names, StringComparer.Ordinal);
        return string.Join('&', names.Select(name => name + "=" + Parameters[name]));
    }
}
