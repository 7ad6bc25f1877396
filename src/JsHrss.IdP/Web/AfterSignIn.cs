namespace JsHrss.IdP.Web;

/// <summary>Where a sign-in or a face check leads when no client waits for it. The address says a word of ours, never a path: nothing that comes back from a browser is followed (case AZ-22).</summary>
internal static class AfterSignIn
{
    /// <summary>Query parameter.</summary>
    public const string Parameter = "then";

    /// <summary>The person's passkeys, which a fresh proof lets them change.</summary>
    public const string Passkeys = "passkeys";

    /// <summary>账户信息.</summary>
    public const string Account = "account";

    /// <summary>实人认证.</summary>
    public const string Face = "face";

    private static readonly (string Word, string Path)[] Places = [(Passkeys, "/account/passkeys"), (Account, "/account"), (Face, "/face")];

    /// <summary>The word of a request; null: none of ours.</summary>
    public static string? WordOf(HttpRequest request) => request.Query[Parameter] is [{ } word] && Places.Any(place => place.Word == word) ? word : null;

    /// <summary>The path.</summary>
    public static string PathOf(HttpRequest request) => WordOf(request) is { } word ? Places.First(place => place.Word == word).Path : "/";

    /// <summary>To be added to a query, so that the pages of one sign-in keep the word.</summary>
    public static string Suffix(HttpRequest request, char before) => WordOf(request) is { } word ? $"{before}{Parameter}={word}" : "";
}
