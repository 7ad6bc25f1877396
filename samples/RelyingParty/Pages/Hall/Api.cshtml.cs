using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using RelyingParty.Hall;
using RelyingParty.OpenId;

namespace RelyingParty.Pages.Hall;

/// <summary>One call as the page shows it.</summary>
internal sealed record ApiCall(string Id, string Title, string Address)
{
    public int? Status { get; init; }

    public string? Body { get; init; }

    public string? Challenge { get; init; }

    public string? Note { get; init; }
}

/// <summary>Calls the identity provider's own APIs with this ticket's access token, which the ticket's authentication has already renewed where needed.</summary>
internal sealed class ApiModel(IHttpClientFactory clients, IssuerAddress issuer) : HallPage
{
    public IReadOnlyList<ApiCall> Calls { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var calls = new List<ApiCall> { await CallAsync(new ApiCall("me", "我的身份", issuer.Page("/api/me")), ct) };
        var units = new ApiCall("units", "我的单位", issuer.Page("/api/me/units"));
        calls.Add(Scopes().Contains("unit")
            ? await CallAsync(units, ct)
            : units with { Note = "本次登录没有得到单位范围（unit），所以不调用。" });
        Calls = calls;
    }

    private string[] Scopes() => Ticket.Current.Tokens.Scope?.Split(' ') ?? [];

    private async Task<ApiCall> CallAsync(ApiCall call, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, call.Address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Ticket.Current.Tokens.AccessToken);
        try
        {
            using var response = await clients.CreateClient("api").SendAsync(request, ct);
            return call with
            {
                Status = (int)response.StatusCode,
                Body = Readable(await response.Content.ReadAsStringAsync(ct)),
                Challenge = response.Headers.WwwAuthenticate.Count > 0 ? response.Headers.WwwAuthenticate.ToString() : null,
            };
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return call with { Note = "接口暂时没有回应，请稍后重新调用。" };
        }
    }

    private static string Readable(string body)
    {
        try
        {
            return Disclosure.Masked(JsonNode.Parse(body));
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
