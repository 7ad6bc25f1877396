namespace JsHrss.IdP.Web;

/// <summary>Where a sign-in leads when no client waits for it. The address says a word of ours, never a path: nothing that comes back from a browser is followed (case AZ-22).</summary>
internal static class AfterSignIn
{
    /// <summary>Query parameter.</summary>
    public const string Parameter = "then";

    /// <summary>The person's passkeys, which a fresh proof lets them change.</summary>
    public const string Passkeys = "passkeys";

    /// <summary>The word of a request; null: none of ours.</summary>
    public static string? WordOf(HttpRequest request) => request.Query[Parameter] is [Passkeys] ? Passkeys : null;

    /// <summary>The path.</summary>
    public static string PathOf(HttpRequest request) => WordOf(request) == Passkeys ? "/account/passkeys" : "/";

    /// <summary>To be added to a query, so that the pages of one sign-in keep the word.</summary>
    public static string Suffix(HttpRequest request, char before) => WordOf(request) is { } word ? $"{before}{Parameter}={word}" : "";
}
