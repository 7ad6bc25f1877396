using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using JsHrss.Drills.Wire;

namespace JsHrss.Drills.Load;

/// <summary>The requests of relying parties and browsers. Nothing is judged here.</summary>
internal static partial class RelyingParty
{
    public const string Password = "Demo-2026!";
    private const string SessionCookie = "__Host-idp.session=";

    /// <summary>People of the demonstration data whose password is <see cref="Password"/>.</summary>
    public static IReadOnlyList<string> Accounts { get; } = [.. new[] { 1, 2, 3, 4, 6, 7, 8, 9 }.Select(n => $"1300000000{n}")];

    public static string NewVerifier() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Of a browser with a session: no page is shown.</summary>
    public static Task<Reply> AuthorizeAsync(this Caller caller, Party party, string verifier, string? cookies, bool silently = true) =>
        caller.GetAsync("authorize", AuthorizePath(party, verifier) + (silently ? "&prompt=none" : ""), cookies);

    public static Task<Reply> RedeemAsync(this Caller caller, Party party, string code, string verifier) => caller.PostAsync(
        "code", "/connect/token", party.Form(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Party.RedirectUri), ("code_verifier", verifier)), authorization: party.Basic);

    public static Task<Reply> RefreshAsync(this Caller caller, Party party, string token) =>
        caller.PostAsync(party.Rotates ? "refresh, rotating" : "refresh, kept", "/connect/token", party.Form(("grant_type", "refresh_token"), ("refresh_token", token)), authorization: party.Basic);

    public static Task<Reply> UserInfoAsync(this Caller caller, string access) => caller.GetAsync("userinfo", "/connect/userinfo", authorization: "Bearer " + access);

    /// <summary>A public client may not ask; the other one may ask for all.</summary>
    public static Task<Reply> IntrospectAsync(this Caller caller, string token) => caller.PostAsync("introspection", "/connect/introspect", [("token", token)], authorization: Party.Rotating.Basic);

    public static Task<Reply> RevokeAsync(this Caller caller, Party party, string token) => caller.PostAsync("revocation", "/connect/revoke", party.Form(("token", token)), authorization: party.Basic);

    public static Task<Reply> SignOutAsync(this Caller caller, string idToken, string cookies) => caller.GetAsync(
        "sign-out", "/connect/logout?" + Caller.Encode([("id_token_hint", idToken), ("post_logout_redirect_uri", Party.SignedOutUri)]), cookies);

    /// <summary>A browser without session, to the form filled in but not sent; null with the reply that stood in its way.</summary>
    public static async Task<(Form? Form, Reply Last)> FillInAsync(this Caller caller, Party party, string account, string password)
    {
        var sent = await caller.AuthorizeAsync(party, NewVerifier(), null, silently: false);
        if (sent.Location?.StartsWith("/sign-in?interaction=", StringComparison.Ordinal) != true)
            return (null, sent);
        var cookies = string.Join("; ", sent.Cookies);
        var page = await caller.GetAsync("sign-in page", sent.Location, cookies);
        var action = WebUtility.HtmlDecode(PostForm().Match(page.Body).Groups[1].Value);
        var token = WebUtility.HtmlDecode(AntiforgeryField().Match(page.Body).Groups[1].Value);
        return page.Status != 200 || action.Length == 0 || token.Length == 0
            ? (null, page)
            : (new Form(action, [("Account", account), ("Password", password), ("__RequestVerificationToken", token)], string.Join("; ", [cookies, .. page.Cookies])), page);
    }

    public static Task<Reply> SendAsync(this Caller caller, Form form) => caller.PostAsync("sign-in", form.Action, form.Fields, form.Cookies);

    /// <summary>From no session to tokens.</summary>
    /// <exception cref="InvalidOperationException">Some step was refused.</exception>
    public static async Task<(Reply Tokens, string Session)> GetTokensAsync(this Caller caller, Party party)
    {
        var (form, stopped) = await caller.FillInAsync(party, Accounts[4], Password);
        var session = SessionOf(await caller.SendAsync(form ?? throw new InvalidOperationException($"No sign-in page: {stopped}"))) ?? throw new InvalidOperationException("The sign-in gave no session.");
        var verifier = NewVerifier();
        var code = (await caller.AuthorizeAsync(party, verifier, session)).Parameter("code") ?? throw new InvalidOperationException("The authorization gave no code.");
        var tokens = await caller.RedeemAsync(party, code, verifier);
        return tokens.Status == 200 ? (tokens, session) : throw new InvalidOperationException($"No tokens: {tokens}");
    }

    /// <summary>The session of a sign-in that succeeded; null: it did not.</summary>
    public static string? SessionOf(Reply reply) => reply.Status is 302 or 303 ? Array.Find(reply.Cookies, cookie => cookie.StartsWith(SessionCookie, StringComparison.Ordinal) && cookie.Length > SessionCookie.Length + 20) : null;

    /// <summary>Key in the database of what a handle names (kind_, then key and secret in base64url).</summary>
    public static Guid KeyOf(string handle) => new(Base64Url.DecodeFromChars(handle.AsSpan(handle.IndexOf('_', StringComparison.Ordinal) + 1)).AsSpan(0, 16), bigEndian: true);

    private static string AuthorizePath(Party party, string verifier) => "/connect/authorize?" + Caller.Encode(
    [
        ("client_id", party.Id), ("redirect_uri", Party.RedirectUri), ("response_type", "code"), ("scope", "openid profile"), ("state", "st-0123456789abcdef"), ("nonce", "no-0123456789abcdef"),
        ("code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))), ("code_challenge_method", "S256"),
    ]);

    [GeneratedRegex("<form method=\"post\"[^>]* action=\"([^\"]*sign-in[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex PostForm();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex AntiforgeryField();
}

/// <summary>A sign-in form as a browser would send it.</summary>
internal sealed record Form(string Action, (string Name, string Value)[] Fields, string Cookies);
