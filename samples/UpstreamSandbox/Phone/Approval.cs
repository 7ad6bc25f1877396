using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using UpstreamSandbox.Wire;

namespace UpstreamSandbox.Phone;

/// <summary>What the app's key signs when its holder confirms: the request, a hash of exactly what was shown, and the identity chosen (docs/app-api.md).</summary>
internal static class Approval
{
    public static string Sign(PhoneKey key, string request, string shownText, string context, DateTimeOffset now) =>
        Jose.Write("jshrss-approval+jwt", new JsonObject
        {
            ["request"] = request,
            ["shown"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(shownText))),
            ["context"] = context,
            ["decision"] = "confirm",
            ["iat"] = now.ToUnixTimeSeconds(),
        }, key.Sign, key.Jwk);
}
