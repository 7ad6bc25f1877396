using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Devices;

/// <summary>A self-service terminal at the wire: the sample client <c>kiosk</c>.</summary>
internal sealed class Terminal(IdpHost host) : IDisposable
{
    private const string GrantType = "urn:ietf:params:oauth:grant-type:device_code";

    private readonly Relying _client = new(host, "kiosk", null, "", "openid profile unit items");
    private Answer? _asked;

    public string UserCode => _asked!["user_code"]!;

    public string Page => $"{host.Issuer}/device";

    /// <summary>What its QR code holds.</summary>
    public string Scanned => _asked!["verification_uri_complete"]!;

    public static async Task<Terminal> StartAsync(IdpHost host, string scope = "openid profile unit items", string? details = null)
    {
        var terminal = new Terminal(host);
        terminal._asked = await terminal._client.PostAsync("/connect/device", [("scope", scope), .. details is null ? Array.Empty<(string, string)>() : [("authorization_details", details)]]);
        Assert.Equal(System.Net.HttpStatusCode.OK, terminal._asked.Status);
        return terminal;
    }

    public Task<Answer> PollAsync() => _client.TokenAsync(("grant_type", GrantType), ("device_code", _asked!["device_code"]!));

    /// <summary>Polls until it is decided; a node may believe for two seconds that it is not.</summary>
    public async Task<Answer> DecidedAsync()
    {
        for (var attempt = 0; attempt < 60; attempt++)
        {
            var answer = await PollAsync();
            if (answer["error"] is not ("authorization_pending" or "slow_down"))
                return answer;
            await Task.Delay(250, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("The terminal was told nothing.");
    }

    public void Dispose() => _client.Dispose();
}
