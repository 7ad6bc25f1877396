using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using RelyingParty.Hall;
using RelyingParty.OpenId;
using RelyingParty.Tickets;

namespace RelyingParty.Pages.Hall;

/// <summary>One call as the page shows it.</summary>
internal sealed record ApiCall(string Id, string Title, string Address)
{
    public int? Status { get; init; }

    public string? Body { get; init; }

    public string? Challenge { get; init; }

    public string? Note { get; init; }
}

/// <summary>A unit the person could open in a tab of its own.</summary>
internal sealed record OtherUnit(string Name, string CreditCode);

/// <summary>Calls the identity provider's own APIs with this ticket's access token, which the ticket's authentication has already renewed where needed.</summary>
internal sealed class ApiModel(IHttpClientFactory clients, IssuerAddress issuer, TicketDesk desk) : HallPage
{
    private const string Units = "units";

    public IReadOnlyList<ApiCall> Calls { get; private set; } = [];

    /// <summary>From the answer of the second call: units that may be served and are not the one at hand.</summary>
    public IReadOnlyList<OtherUnit> Others { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var calls = new List<ApiCall> { await CallAsync(new ApiCall("me", "我的身份", issuer.Page("/api/me")), ct) };
        var units = new ApiCall(Units, "我的单位", issuer.Page("/api/me/units"));
        calls.Add(Scopes().Contains("unit")
            ? await CallAsync(units, ct)
            : units with { Note = "本次登录没有得到单位范围（unit），所以不调用。" });
        Calls = calls;
        // RFC 6750 §3.1: a fresh token that is refused was ended at the server, by signing out elsewhere for instance.
        // Other challenges (a more recent sign-in is wanted, RFC 9470) leave the ticket alone and are shown.
        if (calls.Any(call => call.Challenge?.Contains("\"invalid_token\"", StringComparison.Ordinal) == true))
        {
            desk.Close(HttpContext, Ticket);
            return Redirect("/ended");
        }
        return Page();
    }

    private string[] Scopes() => Ticket.Current.Tokens.Scope?.Split(' ') ?? [];

    private async Task<ApiCall> CallAsync(ApiCall call, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, call.Address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Ticket.Current.Tokens.AccessToken);
        try
        {
            using var response = await clients.CreateClient("api").SendAsync(request, ct);
            var body = await response.Content.ReadAsStringAsync(ct);
            if (call.Id == Units && response.IsSuccessStatusCode)
                Others = ReadOthers(body);
            return call with
            {
                Status = (int)response.StatusCode,
                Body = Readable(body),
                Challenge = response.Headers.WwwAuthenticate.Count > 0 ? response.Headers.WwwAuthenticate.ToString() : null,
            };
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return call with { Note = "接口暂时没有回应，请稍后重新调用。" };
        }
    }

    private List<OtherUnit> ReadOthers(string body)
    {
        try
        {
            return [.. (JsonNode.Parse(body) as JsonArray ?? []).OfType<JsonObject>()
                .Where(unit => unit["served"]?.GetValueKind() != JsonValueKind.False && unit.Text("registration_number") is not null && unit.Text("registration_number") != Party.Unit?.CreditCode)
                .Select(unit => new OtherUnit(unit.Text("organization_name") ?? "", unit.Text("registration_number")!))
                .DistinctBy(unit => unit.CreditCode)];
        }
        catch (JsonException)
        {
            return [];
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
