using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace RelyingParty.OpenId;

/// <summary>May a person do some items now?</summary>
/// <param name="Subject">The person, as our client knows them.</param>
/// <param name="Action">What is to be done.</param>
/// <param name="Items">Codes; at most 100.</param>
internal sealed record AccessQuestion(string Subject, string Action, IReadOnlyList<string> Items)
{
    /// <summary>Unified social credit code or unit number.</summary>
    public string? Unit { get; init; }

    /// <summary>Institution number; null: the unit itself.</summary>
    public string? Institution { get; init; }

    /// <summary>The page that is open: the link of a refusal leads back there.</summary>
    public string? Page { get; init; }
}

/// <summary>Why not, as the identity provider says it.</summary>
/// <param name="Reason">A code of docs/authzen.md.</param>
/// <param name="WhoCanGrant">Roles in the unit that could change it.</param>
/// <param name="Link">Where the person begins once it is changed; null: none was given.</param>
internal sealed record AccessRefusal(string Reason, IReadOnlyList<string> WhoCanGrant, string? Link);

/// <summary>Asks the identity provider what somebody may do at this moment (OpenID AuthZEN Authorization API 1.0 §7): tokens say what was granted when they were made.</summary>
internal sealed class AccessQuestions(IHttpClientFactory clients, IssuerAddress issuer, IOptionsMonitor<OpenIdOptions> options)
{
    private const string Path = "/access/v1/evaluations";
    private const string ItemType = "urn:jshrss:item";

    /// <summary>For each item null where the person may, or why not.</summary>
    /// <param name="scheme">Which of our client registrations asks.</param>
    /// <param name="question">What.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null: no answer could be had, and what the token says has to do.</returns>
    public async Task<IReadOnlyDictionary<string, AccessRefusal?>?> AskAsync(string scheme, AccessQuestion question, CancellationToken ct)
    {
        var context = new JsonObject();
        foreach (var (name, value) in new[] { ("unit", question.Unit), ("institution", question.Institution), ("target_link_uri", question.Page) })
        {
            if (value is not null)
                context[name] = value;
        }
        var client = options.Get(scheme);
        using var request = new HttpRequestMessage(HttpMethod.Post, issuer.Page(Path))
        {
            Content = JsonContent.Create(new JsonObject
            {
                ["subject"] = new JsonObject { ["type"] = "user", ["id"] = question.Subject },
                ["action"] = new JsonObject { ["name"] = question.Action },
                ["context"] = context,
                ["evaluations"] = new JsonArray([.. question.Items.Select(item => new JsonObject { ["resource"] = new JsonObject { ["type"] = ItemType, ["id"] = item } })]),
            }),
        };
        request.Headers.Authorization = BasicCredentials.For(client.ClientId, client.ClientSecret);
        try
        {
            using var response = await clients.CreateClient("api").SendAsync(request, ct);
            return response.IsSuccessStatusCode ? Read(question.Items, JsonNode.Parse(await response.Content.ReadAsStringAsync(ct))) : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Answers stand in the order of the questions; whatever is not plainly a permission is none (§5.5).</summary>
    internal static IReadOnlyDictionary<string, AccessRefusal?>? Read(IReadOnlyList<string> items, JsonNode? answer)
    {
        if ((answer as JsonObject)?["evaluations"] is not JsonArray decisions || decisions.Count != items.Count)
            return null;
        return items.Zip(decisions).ToDictionary(
            one => one.First,
            one => one.Second is JsonObject decision && decision["decision"]?.GetValueKind() == JsonValueKind.True ? null : RefusalOf((one.Second as JsonObject)?.Object("context") ?? []));
    }

    private static AccessRefusal RefusalOf(JsonObject why) => new(why.Text("reason") ?? "refused", why.Texts("who_can_grant"), why.Text("link"));
}
