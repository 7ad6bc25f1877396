using System.Text;
using System.Text.Encodings.Web;
using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.EndSession;

/// <summary>A page without any dress, for hosts that bring none of their own. The default.</summary>
internal sealed class PlainSignedOutPage : ISignedOutPage
{
    public async ValueTask ShowAsync(HttpContext browser, SignedOut done, CancellationToken ct)
    {
        var frames = new StringBuilder();
        foreach (var address in done.FrontchannelUris)
            frames.Append("<iframe hidden src=\"").Append(HtmlEncoder.Default.Encode(address)).Append("\"></iframe>");
        var back = done.ReturnTo is { } way ? $"<p><a href=\"{HtmlEncoder.Default.Encode(way)}\">{HtmlEncoder.Default.Encode(done.Client?.Name ?? "Continue")}</a></p>" : "";
        var origins = done.FrontchannelUris.Select(uri => new Uri(uri).GetLeftPart(UriPartial.Authority)).Distinct(StringComparer.Ordinal);
        var response = browser.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.ContentSecurityPolicy = $"default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'; frame-src {(done.FrontchannelUris.IsEmpty ? "'none'" : string.Join(' ', origins))}";
        await response.WriteAsync($"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Signed out</title></head><body><h1>You are signed out.</h1>{back}{frames}</body></html>", ct).ConfigureAwait(false);
    }
}
