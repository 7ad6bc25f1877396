using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Api;

/// <summary>A server with clients that ask: the hall, a third party with pairwise subjects and one item, and a client with a token of its own.</summary>
public sealed class AccessIdp : IAsyncLifetime
{
    private readonly Dictionary<string, string> _subs = [];

    public IdpHost Host { get; private set; } = null!;

    public Asking Hall { get; private set; } = null!;

    public Asking Partner { get; private set; } = null!;

    public string Batch { get; } = Basic("batch", "batch-dev-secret-0123456789abcdefghi");

    /// <summary>周示窗's subject is told once signed in; this person never comes to the hall.</summary>
    public string NeverHere { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Host = await IdpHost.StartAsync(services: services => ChangedClients.Put(services, client => client.Id.Value switch
        {
            "partner" => client with { Scopes = [.. client.Scopes, "unit", "items"], Contexts = ["person", "unit"], FirstParty = true, HostMembers = client.HostMembers.SetItem("allowed_items", "SI-0101 SI-0301") },
            "unit-desk" => client with { GrantTypes = [.. client.GrantTypes, "client_credentials"], Scopes = [.. client.Scopes, "items.evaluate"] },
            _ => client,
        }));
        Hall = new Asking(Host, Basic("hall", "hall-dev-secret-0123456789abcdefghij"));
        Partner = new Asking(Host, Basic("partner", "partner-dev-secret-0123456789abcdef"));
        using var spa = Relying.HallSpa(Host);
        NeverHere = await SignInAsync(spa, Demo.Zheng);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary><c>sub</c> of somebody who is signed in to the hall.</summary>
    public async Task<string> SubAsync(string person)
    {
        using var hall = Relying.Hall(Host);
        return _subs.TryGetValue(person, out var known) ? known : _subs[person] = await SignInAsync(hall, person);
    }

    public async Task<string> PartnerSubAsync(string person, string scope = "openid unit items")
    {
        using var partner = new Relying(Host, "partner", "partner-dev-secret-0123456789abcdef", "http://localhost:5300/partner/callback", scope);
        return await SignInAsync(partner, person);
    }

    public async Task<(string Sub, JsonElement Units)> UnitsAsync(string person)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(Host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, person));
        return (tokens.Claims().GetProperty("sub").GetString()!, (await hall.GetAsync("/api/me/units", tokens["access_token"]!)).Json);
    }

    public async Task<string> PersonTokenAsync()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(Host);
        return "Bearer " + (await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Wu)))["access_token"];
    }

    public async Task<string> UnitDeskSubAsync()
    {
        using var browser = new HttpBrowser();
        using var desk = Relying.UnitDesk(Host);
        return (await desk.RedeemAsync(await browser.AsMemberAsync(desk, Demo.U1, Demo.Wang))).Claims().GetProperty("sub").GetString()!;
    }

    /// <summary>A token of the client's own.</summary>
    public async Task<string> OwnTokenAsync(string client)
    {
        using var own = client == "batch" ? Relying.Batch(Host) : Relying.UnitDesk(Host);
        return "Bearer " + (await own.TokenAsync(("grant_type", "client_credentials")))["access_token"];
    }

    /// <summary>王示办, U1, submit: these items.</summary>
    public async Task<string> ListAsync(string options, params string[] items) =>
        $$"""
        {"subject":{"type":"user","id":"{{await SubAsync(Demo.Wang)}}"},"action":{"name":"submit"},"context":{"unit":"{{Demo.U1}}"},"options":{{options}},
         "evaluations":[{{string.Join(',', items.Select(item => $$$"""{"resource":{"type":"urn:jshrss:item","id":"{{{item}}}"}}"""))}}]}
        """;

    /// <summary>The same item for each of them, for themselves.</summary>
    public async Task<string> PeopleAsync(params string[] people)
    {
        var subjects = new List<string>();
        foreach (var person in people)
            subjects.Add($$$"""{"subject":{"type":"user","id":"{{{await SubAsync(person)}}}"}}""");
        return $$$"""{"action":{"name":"submit"},"resource":{"type":"urn:jshrss:item","id":"SI-0101"},"evaluations":[{{{string.Join(',', subjects)}}}]}""";
    }

    private static async Task<string> SignInAsync(Relying client, string person)
    {
        using var browser = new HttpBrowser();
        return (await client.RedeemAsync(await browser.AsPersonAsync(client, person))).Claims().GetProperty("sub").GetString()!;
    }

    private static string Basic(string id, string secret) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"));
}

/// <summary>A question as JSON.</summary>
internal static class Asked
{
    public static string About(string sub, string item, string action, string? unit = null, string? institution = null, string? target = null, string subjectType = "user", string resourceType = "urn:jshrss:item")
    {
        var context = new[] { ("unit", unit), ("institution", institution), ("target_link_uri", target) }.Where(one => one.Item2 is not null).Select(one => $"\"{one.Item1}\":\"{one.Item2}\"");
        return $$$"""{"subject":{"type":"{{{subjectType}}}","id":"{{{sub}}}"},"action":{"name":"{{{action}}}"},"resource":{"type":"{{{resourceType}}}","id":"{{{item}}}"},"context":{{{{string.Join(',', context)}}}}}""";
    }
}

/// <summary>One caller of the decision point.</summary>
public sealed class Asking(IdpHost host, string? authorization, string? node = null)
{
    private static readonly HttpClient s_http = new();

    public Task<AccessAnswer> AskAsync(string body, string? id = null, string type = "application/json", bool chunked = false) => PostAsync("/access/v1/evaluation", body, id, type, chunked);

    public Task<AccessAnswer> AskAllAsync(string body) => PostAsync("/access/v1/evaluations", body, null, "application/json", false);

    public async Task<AccessAnswer> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, (node ?? host.Issuer) + path) { Content = content };
        if (content is not null && content.Headers.ContentType is null)
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        // A body that is refused by its length is not sent: the connection would be cut while the client still writes.
        request.Headers.ExpectContinue = content?.Headers.ContentLength > 64 * 1024;
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await s_http.SendAsync(request, TestContext.Current.CancellationToken);
        return new AccessAnswer(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    private Task<AccessAnswer> PostAsync(string path, string body, string? id, string type, bool chunked)
    {
        HttpContent content = chunked ? new StreamContent(new UnseekableStream(Encoding.UTF8.GetBytes(body))) : new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return SendAsync(HttpMethod.Post, path, content, id is null ? [] : [("X-Request-ID", id)]);
    }

    private sealed class UnseekableStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}

/// <summary>What was answered.</summary>
public sealed record AccessAnswer(HttpStatusCode Status, string? Type, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary><c>permitted</c>, or the reason with the roles that can mend it.</summary>
    public string Outcome()
    {
        Assert.True(Status == HttpStatusCode.OK, Text);
        return OutcomeOf(Json, withRoles: true);
    }

    public string[] Outcomes()
    {
        Assert.True(Status == HttpStatusCode.OK, Text);
        return [.. Json.GetProperty("evaluations").EnumerateArray().Select(one => OutcomeOf(one, withRoles: false))];
    }

    public string Link() => Json.GetProperty("context").GetProperty("link").GetString()!;

    private static string OutcomeOf(JsonElement decision, bool withRoles)
    {
        if (decision.GetProperty("decision").GetBoolean())
        {
            Assert.False(decision.TryGetProperty("context", out _));
            return "permitted";
        }

        var context = decision.GetProperty("context");
        var roles = withRoles && context.TryGetProperty("who_can_grant", out var who) ? ": " + string.Join(' ', who.EnumerateArray().Select(role => role.GetString())) : "";
        return context.GetProperty("reason").GetString() + roles;
    }
}
