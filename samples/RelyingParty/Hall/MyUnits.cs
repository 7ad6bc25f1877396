using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using RelyingParty.OpenId;
using RelyingParty.Tickets;

namespace RelyingParty.Hall;

/// <summary>A unit, or an institution of one, that the person belongs to.</summary>
/// <param name="Hint">What names it in <c>unit_hint</c>.</param>
/// <param name="Reason">Why it is not served now; null: it is.</param>
internal sealed record MyUnit(string Hint, string Name, string? Institution, string Role, DateOnly? Until, string? Reason)
{
    public bool IsServed => Reason is null;
}

/// <summary>Asks the identity provider which units the person belongs to (<c>/api/me/units</c>); tokens name only the one at hand.</summary>
internal sealed class MyUnits(IHttpClientFactory clients, IssuerAddress issuer)
{
    /// <summary>Null: no answer could be had.</summary>
    public async Task<IReadOnlyList<MyUnit>?> ListAsync(Ticket ticket, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, issuer.Page("/api/me/units"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ticket.Current.Tokens.AccessToken);
        try
        {
            using var response = await clients.CreateClient("api").SendAsync(request, ct);
            return response.IsSuccessStatusCode && JsonNode.Parse(await response.Content.ReadAsStringAsync(ct)) is JsonArray units ? [.. units.OfType<JsonObject>().Select(Read)] : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    private static MyUnit Read(JsonObject unit) => new(
        unit.Text("institution_no") ?? unit.Text("unit_no") ?? "",
        unit.Text("organization_name") ?? "",
        unit.Text("institution_no"),
        unit.Text("role") ?? "",
        DateOnly.TryParse(unit.Text("until"), System.Globalization.CultureInfo.InvariantCulture, out var until) ? until : null,
        unit["served"]?.GetValueKind() == JsonValueKind.True ? null : unit.Text("reason") ?? "");
}
