using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Authorization.ResponseModes;

/// <summary><c>form_post</c>: a page whose form the browser posts to the redirect URI, by script or by the person's own hand (OAuth 2.0 Form Post Response Mode §2).</summary>
/// <remarks>
/// Nothing in it is the client's to write but the values, and those are encoded (case AZ-09). The policy lets run this one script and
/// apply this one style sheet; whatever else might slip in does nothing.
/// </remarks>
internal static class FormPostMode
{
    private const string Script = "document.forms[0].submit()";

    private const string Style =
        "body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f1f4f8;color:#15212f;font:1rem/1.7 system-ui,'Microsoft YaHei','PingFang SC',sans-serif}"
        + "main{box-sizing:border-box;width:min(26rem,calc(100% - 2rem));padding:2rem;border-radius:.75rem;background:#fff;text-align:center}"
        + "h1{margin:0 0 .5rem;font-size:1.25rem}p{margin:0 0 1.5rem;color:#43536a}"
        + "button{min-width:10rem;min-height:2.75rem;padding:.5rem 1.5rem;border:0;border-radius:.5rem;background:#14549f;color:#fff;font:inherit;cursor:pointer}"
        + "button:focus-visible{outline:3px solid #b45309;outline-offset:2px}"
        + "@media(prefers-color-scheme:dark){body{background:#0d141c;color:#e9eff6}main{background:#151f2a}p{color:#b6c3d1}button{background:#8abdf6;color:#0d141c}button:focus-visible{outline-color:#ffc266}}";

    /// <remarks>
    /// Without form-action: Chromium holds it against every redirect that follows the post, and a client may lead on to another origin of its own.
    /// There is nothing for it to stop here: the one form is the server's, every value in it is encoded, and no other script or base address counts.
    /// </remarks>
    private static readonly string Policy =
        $"default-src 'none'; script-src '{HashOf(Script)}'; style-src '{HashOf(Style)}'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Chinese as itself; HTML's own signs always encoded.</summary>
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Writes the whole page.</summary>
    public static Task WriteAsync(HttpResponse response, AnswerAddress address, ImmutableArray<KeyValuePair<string, string>> answer, CancellationToken ct)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Policy;
        // With no-referrer the browser posts "Origin: null", which clients with a check of origins refuse; ours says no more than iss does.
        response.Headers["Referrer-Policy"] = "strict-origin";
        response.Headers.XFrameOptions = "DENY";
        response.Headers.XContentTypeOptions = "nosniff";
        return response.WriteAsync(Page(address, answer), Encoding.UTF8, ct);
    }

    private static string Page(AnswerAddress address, ImmutableArray<KeyValuePair<string, string>> answer)
    {
        var page = new StringBuilder("<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>正在返回</title><style>", 2048)
            .Append(Style)
            .Append("</style></head><body><main><h1>正在返回 ").Append(Html.Encode(address.Client.Name))
            .Append("</h1><p>如果页面没有自动跳转，请点“继续”。<br><span lang=\"en\">If nothing happens, press Continue.</span></p><form method=\"post\" accept-charset=\"utf-8\" action=\"")
            .Append(Html.Encode(address.RedirectUri)).Append("\">");
        foreach (var (name, value) in answer)
            page.Append("<input type=\"hidden\" name=\"").Append(Html.Encode(name)).Append("\" value=\"").Append(Html.Encode(value)).Append("\">");
        return page.Append("<button type=\"submit\">继续 <span lang=\"en\">Continue</span></button></form></main><script>").Append(Script).Append("</script></body></html>").ToString();
    }

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
