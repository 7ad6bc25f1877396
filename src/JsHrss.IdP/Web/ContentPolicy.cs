using System.Buffers;

namespace JsHrss.IdP.Web;

/// <summary>The Content-Security-Policy of the pages.</summary>
internal static class ContentPolicy
{
    private const string Fixed = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    /// <summary>Signs with a meaning in the policy: they would open it wider than this one origin.</summary>
    private static readonly SearchValues<char> Meaningful = SearchValues.Create(" ;,'\"*");

    /// <summary>For a page whose form may end at the client: Chromium applies form-action to the redirects after a post as well.</summary>
    /// <param name="redirectUri">Proven redirect URI of the running interaction; null: none.</param>
    public static string For(string? redirectUri) => Source(redirectUri) is { } source ? $"{Fixed} {source}" : Fixed;

    private static string? Source(string? redirectUri)
    {
        if (!Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri))
            return null;
        var source = uri.Scheme is "http" or "https" ? uri.GetLeftPart(UriPartial.Authority) : $"{uri.Scheme}:";
        return source.AsSpan().IndexOfAny(Meaningful) < 0 ? source : null;
    }
}
