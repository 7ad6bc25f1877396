using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.PushedAuthorization;

/// <summary>Pushes requests as a client would, and brings their references as a browser would.</summary>
internal static class Pushing
{
    public const string Path = "/connect/par";

    /// <summary>Pushes with the authentication the client is registered for.</summary>
    public static Task<Answered> PushAsync(this ProviderHost host, Client client, AuthorizeRequest request) =>
        host.PostAsync(Path, client, [.. request.Parameters.Where(one => !client.IsPublic || one.Key != "client_id").Select(one => (one.Key, one.Value))]);

    /// <summary>The reference of the sample client's request.</summary>
    public static async Task<string> PushedAsync(this ProviderHost host, AuthorizeRequest? request = null, Client? client = null)
    {
        var answer = await host.PushAsync(client ?? SampleClients.Hall, request ?? new AuthorizeRequest());
        Assert.Equal(201, (int)answer.Status);
        return answer["request_uri"]!;
    }

    /// <summary>What the browser is sent with: the client and the reference, and whatever else a test puts beside them.</summary>
    public static string Url(string reference, string client = "hall", string more = "") =>
        $"/connect/authorize?client_id={client}&request_uri={Uri.EscapeDataString(reference)}{more}";

    public static Task<HttpResponseMessage> BringAsync(this HttpClient browser, string reference, string client = "hall", string more = "") =>
        browser.GetAsync(Url(reference, client, more), TestContext.Current.CancellationToken);
}
