using JsHrss.Accounts.Identifiers;

namespace JsHrss.IdP.Web.Units;

/// <summary>The addresses of the unit pages. The membership that acts stands in each of them, and nowhere else: no field and no parameter says for whom a page acts.</summary>
internal static class UnitPlace
{
    /// <summary>我的单位.</summary>
    public const string List = "/unit";

    /// <summary>The pages about members, and the rest of the address of each behind that of the members: one and the same page for those of a unit and for those of an institution of it.</summary>
    public static (string Page, string About)[] PagesOfMembers { get; } =
    [
        ("/Units/Members", ""), ("/Units/New", "/new"), ("/Units/End", "/{member}/end"), ("/Units/Renew", "/{member}/renew"), ("/Units/Role", "/{member}/role"), ("/Units/Replace", "/{member}/replace"), ("/Units/Grant", "/{member}/items"),
    ];

    /// <summary>The rest of the address of a page about members (<see cref="Of"/>).</summary>
    /// <param name="institution">Key of the institution whose members they are; null: those the membership itself is about.</param>
    /// <param name="rest">Which page about them; empty: the list.</param>
    public static string Members(string? institution, string rest = "") => $"{(institution is null ? "" : $"/institutions/{institution}")}/members{rest}";

    /// <summary>The address of a page of one membership.</summary>
    /// <param name="membership">Its key.</param>
    /// <param name="rest">Which page, beginning with a slash; empty: 账户信息.</param>
    public static string Of(string membership, string rest = "") => $"{List}/{membership}{rest}";

    /// <summary>The word by which a sign-in comes back to a page of ours: its address without the first slash.</summary>
    /// <param name="place">As <see cref="Of"/> writes it, never as it was asked for: an address is found in any case and with a slash behind it, a word is not.</param>
    public static string WordOf(string place) => place is ['/', .. var word] ? word : "";

    /// <summary>Whether it is the word of a page: known words and keys that can be read, so that it leads nowhere else however it is written (case AZ-22).</summary>
    public static bool IsWord(string word) => word.Split('/') switch
    {
        ["unit", var acting] => IsKey(acting),
        ["unit", var acting, "items" or "leave" or "addresses" or "institutions"] => IsKey(acting),
        ["unit", var acting, "institutions", "new"] => IsKey(acting),
        ["unit", var acting, "institutions", var institution, "withdraw"] => IsKey(acting) && IsInstitution(institution),
        ["unit", var acting, "institutions", var institution, .. var rest] => IsKey(acting) && IsInstitution(institution) && IsOfMembers(rest),
        ["unit", var acting, .. var rest] => IsKey(acting) && IsOfMembers(rest),
        _ => false,
    };

    /// <summary>The membership of a word that <see cref="IsWord"/> knows.</summary>
    public static string MembershipOf(string word) => word.Split('/')[1];

    /// <summary>The address of a word that <see cref="IsWord"/> knows.</summary>
    public static string PathOf(string word) => "/" + word;

    /// <summary>To the sign-in, and back to this page where it is one of ours: an address may hold any sign, and only a word that is known goes into the next one.</summary>
    public static string SignIn(string place, string tab) => $"/sign-in?tab={tab}{(IsWord(WordOf(place)) ? $"&{AfterSignIn.Parameter}={WordOf(place)}" : "")}";

    private static bool IsOfMembers(string[] rest) => rest switch
    {
        ["members"] or ["members", "new"] => true,
        ["members", var member, "end" or "renew" or "role" or "replace" or "items"] => IsKey(member),
        _ => false,
    };

    private static bool IsInstitution(string text) => InstitutionId.Read(text) is not null;

    private static bool IsKey(string text) => MembershipId.Read(text) is not null;
}
