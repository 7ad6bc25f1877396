using System.Text;
using System.Text.Json;

namespace JsHrss.Drills.Load;

/// <summary>A client of the drills.</summary>
/// <param name="Id"><c>client_id</c>.</param>
/// <param name="Rotates">Whether it gets a new refresh token at every use.</param>
/// <param name="IsPublic">Without a secret.</param>
internal sealed record Party(string Id, bool Rotates, bool IsPublic)
{
    public const string RedirectUri = "http://localhost:5399/callback";
    public const string SignedOutUri = "http://localhost:5399/signed-out";

    private const string Secret = "drill-dev-secret-0123456789abcdefghij";

    /// <summary>Keeps its refresh token.</summary>
    public static Party Keeping { get; } = new("drill-keeping", Rotates: false, IsPublic: false);

    /// <summary>Confidential, rotates.</summary>
    public static Party Rotating { get; } = new("drill-rotating", Rotates: true, IsPublic: false);

    /// <summary>Public, rotates.</summary>
    public static Party Open { get; } = new("drill-open", Rotates: true, IsPublic: true);

    public static IReadOnlyList<Party> All { get; } = [Keeping, Rotating, Open];

    /// <summary>Value of the Authorization header (RFC 6749 §2.3.1); null for a public client.</summary>
    public string? Basic => IsPublic ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Id}:{Secret}"));

    /// <summary>A form, with the name of a client that proves nothing.</summary>
    public (string Name, string Value)[] Form(params (string Name, string Value)[] fields) => IsPublic ? [.. fields, ("client_id", Id)] : fields;

    /// <summary>The file in which they are declared.</summary>
    public static string Declarations() => JsonSerializer.Serialize(All.Select(party =>
    {
        var members = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["client_id"] = party.Id,
            ["client_name"] = party.Id,
            ["application_type"] = "web",
            ["redirect_uris"] = new[] { RedirectUri },
            ["post_logout_redirect_uris"] = new[] { SignedOutUri },
            ["token_endpoint_auth_method"] = party.IsPublic ? "none" : "client_secret_basic",
            ["grant_types"] = new[] { "authorization_code", "refresh_token" },
            ["response_types"] = new[] { "code" },
            ["scope"] = "openid profile offline_access",
            ["contexts"] = new[] { "person" },
            ["first_party"] = true,
            ["initiate_login_uri"] = "http://localhost:5399/",
            ["rotate_refresh_tokens"] = party.Rotates,
        };
        if (!party.IsPublic)
        {
            members["client_secret"] = Secret;
            members["audiences"] = new[] { "issuer" };
        }

        return members;
    }));
}
