using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.IdP.Hosting;
using JsHrss.IdP.Web;
using Microsoft.Extensions.Localization;

namespace JsHrss.IdP.Bridge;

/// <summary>What the phone tells its holder of the browser in which a face check was begun: a code that somebody else shows them is noticed by it (case QR-02).</summary>
internal static class FaceShown
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(HttpContext browser, string? client, DateTimeOffset now)
    {
        var words = browser.RequestServices.GetRequiredService<IStringLocalizer<Resources.Qr>>();
        var address = ClientAddress.Of(browser).Text;
        return new JsonObject
        {
            ["site"] = words["Site"].Value,
            ["client"] = client ?? words["Own"].Value,
            ["place"] = browser.RequestServices.GetRequiredService<KnownPlaces>().NameOf(address),
            ["address"] = KnownPlaces.Masked(address),
            ["device"] = DeviceWords.Of(browser.Request.Headers.UserAgent.ToString()),
            ["at"] = now.ToOffset(JsHrss.Accounts.ChinaTime.Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        }.ToJsonString(Plain);
    }
}
