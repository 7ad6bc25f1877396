using System.Buffers;

namespace JsHrss.IdP.Web;

/// <summary>The Content-Security-Policy of the pages.</summary>
internal static class ContentPolicy
{
    private const string Fixed = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    /// <summary>Signs with a meaning in the policy: they would open it wider than this one origin.</summary>
    private static readonly SearchValues<char> Meaningful = SearchValues.Create(" ;,'\"*");

    /// <summary>For a page whose form may end at the client: Chromium applies form-action to the redirects after a post as well.</summary>
    /// <param name="redirectUri">Proven redirect URI of the running interaction, or registered address to return to after a sign-out; null: none.</param>
    /// <param name="frames">Front-channel addresses that the page loads: their origins may be framed and no others; empty normally.</param>
    public static string For(string? redirectUri, IReadOnlyCollection<string> frames)
    {
        var policy = Source(redirectUri) is { } source ? $"{Fixed} {source}" : Fixed;
        return frames.Count == 0 ? policy : $"{policy}; frame-src {string.Join(' ', frames.Select(Source).OfType<string>().Distinct())}";
    }

    private static string? Source(string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return null;
        var source = uri.Scheme is "http" or "https" ? uri.GetLeftPart(UriPartial.Authority) : $"{uri.Scheme}:";
        return source.AsSpan().IndexOfAny(Meaningful) < 0 ? source : null;
    }
}
