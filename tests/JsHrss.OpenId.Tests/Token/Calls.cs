using System.Net.Http.Headers;
using System.Text;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Token;

/// <summary>The requests of clients, as a client library would send them.</summary>
internal static class Calls
{
    public const string TokenPath = "/connect/token";
    public const string UserInfoPath = "/connect/userinfo";
    public const string IntrospectionPath = "/connect/introspect";
    public const string RevocationPath = "/connect/revoke";

    public static Task<Answered> TokenAsync(this ProviderHost host, Client client, params (string, string)[] form) => host.PostAsync(TokenPath, client, form);

    public static Task<Answered> RefreshAsync(this ProviderHost host, Client client, string? refreshToken, params (string, string)[] more) =>
        host.TokenAsync(client, [("grant_type", "refresh_token"), ("refresh_token", refreshToken ?? "none"), .. more]);

    public static Task<Answered> IntrospectAsync(this ProviderHost host, Client client, string token) => host.PostAsync(IntrospectionPath, client, ("token", token));

    public static Task<Answered> RevokeAsync(this ProviderHost host, Client client, string token) => host.PostAsync(RevocationPath, client, ("token", token));

    public static Task<Answered> UserInfoAsync(this ProviderHost host, string token) =>
        host.SendAsync(new HttpRequestMessage(HttpMethod.Get, UserInfoPath) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } });

    /// <summary>Tokens of a fresh code of this client.</summary>
    public static async Task<Answered> SignInAsync(this ProviderHost host, Client client, string scope = "openid profile", params string[] resources)
    {
        var code = await GrantedCode.OpenAsync(host, client, scope, resources: resources);
        var answer = await host.TokenAsync(client, code.Form);
        Assert.Equal(200, (int)answer.Status);
        return answer;
    }

    /// <summary>A form POST with the authentication this client is registered for.</summary>
    public static Task<Answered> PostAsync(this ProviderHost host, string path, Client client, params (string, string)[] form) => host.SendAsync(PostOf(path, client, form));

    /// <inheritdoc cref="PostAsync" />
    public static HttpRequestMessage PostOf(string path, Client client, params (string, string)[] form)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (client.IsPublic)
            form = [.. form, ("client_id", client.Id.Value)];
        else
            request.Headers.Authorization = Basic(client.Id.Value, SecretOf(client));
        request.Content = new FormUrlEncodedContent(form.Select(p => KeyValuePair.Create(p.Item1, p.Item2)));
        return request;
    }

    public static async Task<Answered> SendAsync(this ProviderHost host, HttpRequestMessage request) =>
        await Answered.ReadAsync(await host.Browser.SendAsync(request, TestContext.Current.CancellationToken));

    public static AuthenticationHeaderValue Basic(string id, string secret) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(secret)}")));

    private static string SecretOf(Client client) => client.Id.Value switch
    {
        "hall" or "rotating" => SampleClients.HallSecret,
        "partner" => SampleClients.PartnerSecret,
        _ => SampleClients.BatchSecret,
    };
}
