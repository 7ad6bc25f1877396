using System.Text.Json;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.RichAuthorization;

/// <summary>A provider with one type of authorization details, and clients registered for it.</summary>
internal static class Detailed
{
    private const string Callback = "https://hall.example/signin-oidc";

    public static Client Hall { get; } = Registered(SampleClients.Hall);

    public static Client Partner { get; } = Registered(SampleClients.Partner);

    public static Client Kiosk { get; } = Registered(SampleClients.Kiosk);

    public static async Task<(ProviderHost Host, SampleItems Items)> StartAsync(params Client[] clients)
    {
        var items = new SampleItems();
        var host = await ProviderHost.StartAsync(services => services.AddSingleton<IAuthorizationDetailsType>(items));
        Client[] own = [.. clients, Hall, Partner, Kiosk];
        host.Clients.Replace([.. own.Concat(SampleClients.All).DistinctBy(client => client.Id)]);
        host.SignIn();
        return (host, items);
    }

    public static AuthorizeRequest Ask(params string[] items) => new AuthorizeRequest().With("authorization_details", SampleItems.Ask(items));

    /// <summary>Tokens of the hall for a request that needs no page.</summary>
    public static async Task<Answered> RedeemAsync(this ProviderHost host, AuthorizeRequest request, params (string, string)[] more) =>
        await host.RedeemAsync((await request.GetAsync(host.Browser)).CodeAtHall(), more);

    public static Task<Answered> RedeemAsync(this ProviderHost host, string code, params (string, string)[] more) =>
        host.TokenAsync(Hall, [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Callback), ("code_verifier", AuthorizeRequest.Verifier), .. more]);

    /// <summary>Items of the only object; empty: there is none; null: the member is absent.</summary>
    public static string? ItemsOf(JsonElement document)
    {
        if (!document.TryGetProperty("authorization_details", out var details))
            return null;
        return details.GetArrayLength() == 0 ? "" : string.Join(' ', Assert.Single(details.EnumerateArray()).GetProperty("items").EnumerateArray().Select(item => item.GetString()));
    }

    public static string? Items(this Answered answer) => ItemsOf(answer.Body);

    public static string? ItemsInToken(this Answered answer) => ItemsOf(answer.Claims("access_token"));

    private static Client Registered(Client client) => client with { AuthorizationDetailsTypes = [SampleItems.TypeName], Scopes = client.Scopes.Add(SampleItems.ScopeName) };
}
