using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using JsHrss.Accounts;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Institutions;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Api;

/// <summary>A server on which each test plants a unit of its own.</summary>
public sealed class UnitIdp : IAsyncLifetime
{
    /// <summary>So many tries to add somebody, and then none until the next day.</summary>
    public const int Tries = 20;

    private readonly string[] _settings;

    private int _planted;

    private readonly AppFaceOf _face = new();

    public UnitIdp()
        : this([])
    {
    }

    /// <param name="settings">Further ones of the server.</param>
    internal UnitIdp(params string[] settings) => _settings = settings;

    public IdpHost Host { get; private set; } = null!;

    /// <summary>Plants on a server that somebody else started and ends.</summary>
    public static UnitIdp On(IdpHost host) => new() { Host = host };

    public async ValueTask InitializeAsync() =>
        Host = await IdpHost.StartAsync(settings: [$"Limits:Members:Tries={Tries}", "Limits:Members:Window=1.00:00:00", .. _face.Settings, .. _settings]);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _face.Dispose();
    }

    /// <summary>A unit with its representative, agents, an institution with an administrator, and, if wanted, an administrator of its own.</summary>
    /// <param name="hasAdministrator">Whether it has one.</param>
    /// <param name="agents">How many.</param>
    /// <param name="terms">Whether 同意开通 was done.</param>
    /// <param name="days">Until when mandates last, counted from today.</param>
    public async Task<UnitScene> PlantAsync(bool hasAdministrator = true, int agents = 2, bool terms = true, int days = 30)
    {
        var number = Interlocked.Increment(ref _planted);
        var (now, today) = (Host.Clock.GetUtcNow(), ChinaTime.DayOf(Host.Clock.GetUtcNow()));
        var unit = Host.NewUnit($"第{number}示例单位", $"14{number:000000}", $"91320100MD{number:0000000}") with { Region = Region.Read("320100").Value };
        var institution = new Institution { Id = InstitutionId.New(now), Unit = unit.Id, Number = InstitutionNumber.Read($"J5{number:00000}").Value, Name = "示例基地", BusinessLine = "人才流动服务", CreatedAt = now };
        Mandate Mandate(MandateScope scope) => new(MandateId.New(now), Validity.Between(today, today.AddDays(days)).Value, scope, new GrantedBy(MembershipLink.Delegated, UnitRole.LegalRepresentative));

        var persons = Enumerable.Range(0, agents + 3).Select(_ => NewPerson("试示员")).ToArray();
        var legal = UnitMember.LegalRepresentative(MembershipId.New(now), persons[0].Id, unit.Id, MembershipLink.Registry, now);
        var administrator = UnitMember.Administrator(MembershipId.New(now), persons[1].Id, unit.Id, MembershipLink.Delegated, Mandate(MandateScope.All), now);
        var within = UnitMember.Administrator(MembershipId.New(now), persons[2].Id, unit.Id, MembershipLink.Delegated, Mandate(MandateScope.All), now) with { Institution = institution.Id };
        var agent = persons[3..].Select(one => UnitMember.Agent(MembershipId.New(now), one.Id, unit.Id, MembershipLink.Delegated, Mandate(MandateScope.Of([BusinessItemCode.Read("SI-0101").Value, BusinessItemCode.Read("SI-0102").Value])), now)).ToArray();
        UnitMember[] members = [legal, .. hasAdministrator ? [administrator] : Array.Empty<UnitMember>(), within, .. agent];
        await Host.PlantAsync(new SeedPlan
        {
            Persons = [.. persons],
            Units = [unit],
            Institutions = [institution],
            Members = [.. members],
            Credentials = [.. members.Select(one => Host.NewPassword(one.Person, one.Id, Demo.UnitPassword))],
        });
        var scene = new UnitScene(Host, unit, institution, new UnitActor(legal, persons[0]), new UnitActor(administrator, persons[1]), new UnitActor(within, persons[2]), [.. agent.Zip(persons[3..], (one, person) => new UnitActor(one, person))]);
        if (terms)
        {
            await Host.Database.ChangeAsync(
                "insert into unit_terms(unit, version, person, membership, at) values (@unit, 1, @person, @membership, 0)",
                ("@unit", unit.Id.Value), ("@person", persons[0].Id.Value), ("@membership", legal.Id.Value));
        }

        return scene;
    }

    /// <summary>A person without unit.</summary>
    public async Task<Person> PersonAsync(AssuranceLevel level = AssuranceLevel.RealName, string name = "试示人")
    {
        var person = NewPerson(name, level);
        await Host.PlantAsync(new SeedPlan { Persons = [person], Credentials = [Host.NewPassword(person.Id, null, Demo.PersonalPassword)] });
        return person;
    }

    private static int s_people;

    private Person NewPerson(string name, AssuranceLevel level = AssuranceLevel.RealPerson)
    {
        var n = Interlocked.Increment(ref s_people);
        var body = $"320102{1960 + (n / 900)}0606{n % 900:000}";
        return Host.NewPerson(name, body + CheckOf(body), $"137{n:00000000}", level);
    }

    private static char CheckOf(string body)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return "10X98765432"[body.Select((digit, i) => (digit - '0') * weights[i]).Sum() % 11];
    }
}

/// <summary>Somebody in one membership.</summary>
public sealed record UnitActor(UnitMember Member, Person Person)
{
    public string Id => Member.Id.ToString();

    public string Document => Person.Document.Number.Value;

    public string Mobile => Person.Phone!.Value;
}

/// <summary>A planted unit.</summary>
public sealed record UnitScene(IdpHost Host, Unit Unit, Institution Institution, UnitActor Legal, UnitActor Administrator, UnitActor Within, ImmutableArray<UnitActor> Agents)
{
    public string Path => $"/api/units/{Unit.Id}";

    public string InstitutionPath => $"{Path}/institutions/{Institution.Id}";

    /// <summary>Signs somebody in to the unit, or to the institution, at the hall.</summary>
    public async Task<UnitCaller> AsAsync(UnitActor actor, string scope = "openid unit unit.members items", KeyHolder? key = null)
    {
        using var browser = new HttpBrowser();
        var hall = new Relying(Host, "hall", "hall-dev-secret-0123456789abcdefghij", "http://localhost:5300/signin-oidc", scope) { Key = key };
        var code = actor.Member.Institution is null ? Unit.CreditCode!.Value : Institution.Number!.Value;
        return new UnitCaller(Host, hall, await hall.RedeemAsync(await browser.AsMemberAsync(hall, code, actor.Mobile)));
    }
}

/// <summary>Somebody with tokens of the hall.</summary>
public sealed class UnitCaller(IdpHost host, Relying hall, Answer tokens, string? node = null) : IDisposable
{
    private static readonly HttpClient s_http = new();

    private Answer _tokens = tokens;

    public Relying Hall => hall;

    public string AccessToken => _tokens["access_token"]!;

    public string RefreshToken => _tokens["refresh_token"]!;

    public string Sub => _tokens.Claims().GetProperty("sub").GetString()!;

    /// <summary>The same tokens at one node of a site, and not at whichever answers at its address.</summary>
    public UnitCaller At(string address) => new(host, Relying.Hall(host, node: address), _tokens, address);

    public async Task RefreshAsync() => _tokens = await hall.RefreshAsync(RefreshToken);

    public Task<UnitReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null, null);

    public Task<UnitReply> PostAsync(string path, string? body = null, string? ifMatch = null) => SendAsync(HttpMethod.Post, path, body, ifMatch);

    public Task<UnitReply> PutAsync(string path, string body, string? ifMatch = "\"1\"") => SendAsync(HttpMethod.Put, path, body, ifMatch);

    public Task<UnitReply> DeleteAsync(string path, string? ifMatch = "\"1\"") => SendAsync(HttpMethod.Delete, path, null, ifMatch);

    public Task<UnitReply> PatchAsync(string path, string body, string? ifMatch = "\"0\"", string type = "application/merge-patch+json") => SendAsync(HttpMethod.Patch, path, body, ifMatch, type);

    public Task<UnitReply> SendAsync(HttpMethod method, string path, string? body, string? ifMatch, string type = "application/json") => SendAsync(host, AccessToken, method, path, body, ifMatch, type, node);

    public static async Task<UnitReply> SendAsync(IdpHost host, string? token, HttpMethod method, string path, string? body = null, string? ifMatch = null, string type = "application/json", string? node = null)
    {
        using var request = new HttpRequestMessage(method, (node ?? host.Issuer) + path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using var response = await s_http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        return new UnitReply(
            response.StatusCode,
            text,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.ETag?.Tag,
            response.Headers.Location?.ToString(),
            string.Join(", ", response.Headers.WwwAuthenticate),
            response.Headers.RetryAfter?.Delta);
    }

    public void Dispose() => hall.Dispose();
}

/// <summary>What was answered.</summary>
public sealed record UnitReply(HttpStatusCode Status, string Text, string? Type, string? ETag, string? Location, string Challenge, TimeSpan? RetryAfter)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>Status and code: <c>404 unit_unknown</c>; a success is its status alone.</summary>
    public string Outcome => (int)Status < 400 ? $"{(int)Status}"
        : Type == "application/problem+json" ? $"{(int)Status} {Json.GetProperty("code").GetString()}"
        : $"{(int)Status} {(Text.Length == 0 ? "" : Json.GetProperty("error").GetString())}".TrimEnd();
}
