using System.Collections.Immutable;

namespace JsHrss.OpenId.Authorization;

/// <summary>The <c>prompt</c> values of OpenID Connect Core §3.1.2.1.</summary>
internal static class Prompt
{
    public const string None = "none";
    public const string Login = "login";
    public const string Consent = "consent";
    public const string SelectAccount = "select_account";

    /// <summary>Published as <c>prompt_values_supported</c>.</summary>
    public static readonly ImmutableArray<string> Supported = [None, Login, Consent, SelectAccount];
}
