using JsHrss.IdP.Web.Units;

namespace JsHrss.IdP.Web;

/// <summary>Where a sign-in or a face check leads when no client waits for it. The address says a word of ours, or names a page of a unit by words and keys that are each read: nothing else that comes back from a browser is followed (case AZ-22).</summary>
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

    /// <summary>我的单位.</summary>
    public const string Units = "units";

    /// <summary>我的收件地址.</summary>
    public const string Addresses = "addresses";

    private static readonly (string Word, string Path)[] Places = [(Passkeys, "/account/passkeys"), (Account, "/account"), (Face, "/face"), (Units, UnitPlace.List), (Addresses, "/account/addresses")];

    /// <summary>The word of a request; null: none of ours.</summary>
    public static string? WordOf(HttpRequest request) => request.Query[Parameter] is [{ } word] && (Places.Any(place => place.Word == word) || UnitPlace.IsWord(word)) ? word : null;

    /// <summary>The path.</summary>
    public static string PathOf(HttpRequest request) => WordOf(request) is not { } word ? "/" : UnitPlace.IsWord(word) ? UnitPlace.PathOf(word) : Places.First(place => place.Word == word).Path;

    /// <summary>Whether it leads to a page that acts for a unit, so that a proof is wanted that opens it.</summary>
    public static bool IsOfUnit(HttpRequest request) => WordOf(request) is { } word && UnitPlace.IsWord(word);

    /// <summary>To be added to a query, so that the pages of one sign-in keep the word.</summary>
    public static string Suffix(HttpRequest request, char before) => WordOf(request) is { } word ? $"{before}{Parameter}={word}" : "";
}
