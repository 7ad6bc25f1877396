using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace RelyingParty.OpenId;

/// <summary>Asks the identity provider what somebody may do at this moment (OpenID AuthZEN Authorization API 1.0 §7): tokens say what was granted when they were made.</summary>
internal sealed class AccessQuestions(IHttpClientFactory clients, IssuerAddress issuer, IOptionsMonitor<OpenIdOptions> options)
{
    private const string Path = "/access/v1/evaluations";
    private const string ItemType = "urn:jshrss:item";

    /// <summary>For each item whether the person may do it for the unit now: null, or the reason why not.</summary>
    /// <param name="scheme">Which of our client registrations asks.</param>
    /// <param name="subject">The person, as that client knows them.</param>
    /// <param name="unit">Unified social credit code or unit number.</param>
    /// <param name="institution">Institution number; null: the unit itself.</param>
    /// <param name="action">What is to be done.</param>
    /// <param name="items">Codes; at most 100.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null: no answer could be had, and what the token says has to do.</returns>
    public async Task<IReadOnlyDictionary<string, string?>?> AskAsync(string scheme, string subject, string? unit, string? institution, string action, IReadOnlyList<string> items, CancellationToken ct)
    {
        var context = new JsonObject();
        if (unit is not null)
            context["unit"] = unit;
        if (institution is not null)
            context["institution"] = institution;
        var question = new JsonObject
        {
            ["subject"] = new JsonObject { ["type"] = "user", ["id"] = subject },
            ["action"] = new JsonObject { ["name"] = action },
            ["context"] = context,
            ["evaluations"] = new JsonArray([.. items.Select(item => new JsonObject { ["resource"] = new JsonObject { ["type"] = ItemType, ["id"] = item } })]),
        };
        var client = options.Get(scheme);
        using var request = new HttpRequestMessage(HttpMethod.Post, issuer.Page(Path)) { Content = JsonContent.Create(question) };
        request.Headers.Authorization = BasicCredentials.For(client.ClientId, client.ClientSecret);
        try
        {
            using var response = await clients.CreateClient("api").SendAsync(request, ct);
            return response.IsSuccessStatusCode ? Read(items, JsonNode.Parse(await response.Content.ReadAsStringAsync(ct))) : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Answers stand in the order of the questions; whatever is not plainly a permission is none (§5.5).</summary>
    private static Dictionary<string, string?>? Read(IReadOnlyList<string> items, JsonNode? answer)
    {
        if ((answer as JsonObject)?["evaluations"] is not JsonArray decisions || decisions.Count != items.Count)
            return null;
        return items.Zip(decisions).ToDictionary(
            one => one.First,
            one => one.Second is JsonObject decision && decision["decision"]?.GetValueKind() == JsonValueKind.True ? null : (one.Second as JsonObject)?.Object("context")?.Text("reason") ?? "refused");
    }
}
