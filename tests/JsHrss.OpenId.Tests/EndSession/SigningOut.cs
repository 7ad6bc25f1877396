using System.Text;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.EndSession;

/// <summary>Clients that sign out, and what they send.</summary>
internal static class SigningOut
{
    public const string Back = "https://hall.example/signed-out";
    public const string BackWithQuery = "https://hall.example/signed-out?from=idp";

    /// <summary>The hall with post-logout addresses, and a partner that needs no consent.</summary>
    public static Client Hall { get; } = SampleClients.Hall with { PostLogoutRedirectUris = [Back, BackWithQuery] };

    public static Client Partner { get; } = SampleClients.Partner with { FirstParty = true, PostLogoutRedirectUris = ["https://partner.example/bye"], Contexts = ["person", "unit"] };

    /// <summary>A provider whose contexts are whatever <c>unit_hint</c> says.</summary>
    public static async Task<ProviderHost> StartAsync(params Client[] clients)
    {
        var host = await ProviderHost.StartAsync(options: options => options.AllowLoopbackCalls = true);
        host.Clients.Replace(clients.Length == 0 ? [Hall, Partner] : clients);
        host.House.Decide = static (request, _, _) => new ContextDecision.Settled(new ContextId(request.HostParameters.GetValueOrDefault("unit_hint", "self")));
        return host;
    }

    /// <summary>The client takes part in the session in this context.</summary>
    /// <returns>Its tokens.</returns>
    public static async Task<Answered> JoinAsync(this ProviderHost host, Client client, string context = "self", string scope = "openid profile")
    {
        var redirectUri = client.RedirectUris[0];
        var answer = await new AuthorizeRequest().For(client.Id.Value, redirectUri, scope).With("unit_hint", context).GetAsync(host.Browser);
        var tokens = await host.TokenAsync(
            client, ("grant_type", "authorization_code"), ("code", answer.SentTo(redirectUri)["code"]!), ("redirect_uri", redirectUri), ("code_verifier", AuthorizeRequest.Verifier));
        Assert.Equal(200, (int)tokens.Status);
        return tokens;
    }

    public static string IdToken(this Answered tokens) => tokens["id_token"]!;

    public static Task<HttpResponseMessage> LogoutAsync(this HttpClient browser, params (string Name, string Value)[] query) =>
        browser.GetAsync("/connect/logout?" + Encoded(query), TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> PostLogoutAsync(this HttpClient browser, params (string Name, string Value)[] form) =>
        browser.PostAsync("/connect/logout", new StringContent(Encoded(form), Encoding.UTF8, "application/x-www-form-urlencoded"), TestContext.Current.CancellationToken);

    /// <summary>Where the browser was sent.</summary>
    public static string Sent(this HttpResponseMessage response)
    {
        Assert.Equal(303, (int)response.StatusCode);
        return response.Headers.NonValidated["Location"].Single();
    }

    private static string Encoded((string Name, string Value)[] pairs) =>
        string.Join('&', pairs.Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}"));
}
