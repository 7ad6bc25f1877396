using System.Buffers;

namespace JsHrss.IdP.Web;

/// <summary>The Content-Security-Policy of the pages.</summary>
internal static class ContentPolicy
{
    private const string Fixed = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    /// <summary>Signs with a meaning in the policy: they would open it wider than this one origin.</summary>
    private static readonly SearchValues<char> Meaningful = SearchValues.Create(" ;,'\"*");

    /// <summary>For a page whose form may end at the client.</summary>
    /// <remarks>
    /// Chromium holds form-action against every redirect that follows a post, those of the client's own server too: where a callback leads on
    /// to another origin, a policy of one origin leaves the person on our page, signed in and stuck. So every https address is open, and what
    /// an injected form could do is left to what keeps forms from being injected: encoding, default-src and base-uri (docs/adr/0006).
    /// </remarks>
    /// <param name="redirectUri">Proven redirect URI of the running interaction, or registered address to return to after a sign-out; null: none, and no form leaves this origin.</param>
    /// <param name="frames">Front-channel addresses that the page loads: their origins may be framed and no others; empty normally.</param>
    public static string For(string? redirectUri, IReadOnlyCollection<string> frames)
    {
        var policy = Uri.TryCreate(redirectUri, UriKind.Absolute, out var way) ? $"{Fixed} https:{BeyondHttps(way)}" : Fixed;
        return frames.Count == 0 ? policy : $"{policy}; frame-src {string.Join(' ', frames.Select(Origin).OfType<string>().Distinct())}";
    }

    /// <summary>What the client's address needs besides https. A scheme holds no sign with a meaning in the policy (RFC 3986 §3.1).</summary>
    private static string BeyondHttps(Uri way) => way.Scheme switch
    {
        "https" => "",
        // The person's own machine, under any of its names and at any port; [::1] cannot be written as a source (CSP3 §2.3.1).
        "http" when way.IsLoopback => way.HostNameType == UriHostNameType.IPv6 ? " http:" : " http://localhost:* http://127.0.0.1:*",
        "http" => "", // cannot be registered
        var scheme => $" {scheme}:",
    };

    private static string? Origin(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return null;
        var origin = uri.GetLeftPart(UriPartial.Authority);
        return uri.Scheme is "http" or "https" && origin.AsSpan().IndexOfAny(Meaningful) < 0 ? origin : null;
    }
}
