using System.Collections.Immutable;
using System.Text.Json;
using JsHrss.Accounts;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Bridge;
using JsHrss.IdP.Clients;
using JsHrss.OpenId;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Statements;
using Microsoft.Extensions.Options;

namespace JsHrss.IdP.Tests.Bridge;

/// <summary>What a token is given of business items: asked ∩ granted ∩ the client's list ∩ offered today ∩ reached by the level.</summary>
public sealed class GivenItemsTests
{
    private const string Api = "https://api.example.cn/items";

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 4, 0, 0, TimeSpan.Zero);
    private static readonly Client Hall = new() { Id = new ClientId("hall"), Name = "Hall", AuthenticationMethod = ClientAuthenticationMethod.None, GrantTypes = ["authorization_code"], Scopes = ["openid", "unit"], Resources = [Api] };
    private static readonly Client All = Hall with { HostMembers = ImmutableDictionary<string, string>.Empty.Add(HostMember.AllItems, "true") };

    private readonly Catalogue _catalogue = new();
    private readonly ItemDetails _items;

    public GivenItemsTests() => _items = new ItemDetails(_catalogue, Options.Create(new OpenIdProviderOptions { Issuer = "https://id.example.cn" }));

    [Fact]
    [Trait("Spec", "RFC 9396 §7.1/enriched")]
    [Trait("Case", "UN-05")]
    public void An_agent_is_given_what_is_asked_and_held_with_unit_link_and_dates() => Assert.Equal(
        """[{"type":"urn:jshrss:item","actions":["query"],"items":["SI-0101"],"unit":"UNIT","link":"delegated","validity":{"start":"2026-11-22","end":"2027-11-22"}}]""",
        Given(Agent("SI-0101", "SI-0102"), Hall, ""","items":["SI-0101","SI-0103"],"actions":["query"]"""));

    [Theory]
    [InlineData("", "query,submit:SI-0101 query,submit,review:SI-0104")]
    [InlineData(""","items":["*"]""", "query,submit:SI-0101 query,submit,review:SI-0104")]
    [InlineData(""","actions":["review"]""", "review:SI-0104")]
    [InlineData(""","actions":["submit"]""", "submit:SI-0101,SI-0104")]
    [InlineData(""","items":["SI-0105"]""", "")]
    [InlineData(""","items":["SI-0106"]""", "")]
    [InlineData(""","items":["SI"]""", "")]
    [InlineData(""","items":["SI-0199"]""", "")]
    [Trait("Spec", "RFC 9396 §3/subset")]
    public void One_entry_for_each_set_of_actions_of_what_is_offered_and_reached(string asked, string given) =>
        Assert.Equal(given, Short(Given(Agent("SI", "SI-0101", "SI-0104", "SI-0105", "SI-0106", "SI-0199"), Hall, asked)));

    [Fact]
    [Trait("Spec", "RFC 9396 §3/subset")]
    public void A_level_that_was_reached_gives_what_it_guards() =>
        Assert.Equal("query,submit:SI-0105", Short(Given(Agent("SI-0105"), Hall, "", AssuranceLevel.RealPerson)));

    [Theory]
    [InlineData("", "query,submit:*")]
    [InlineData(""","actions":["query"]""", "query:*")]
    [InlineData(""","items":["SI-0104"]""", "query,submit,review:SI-0104")]
    [InlineData(""","actions":["review"]""", "review:SI-0104")]
    [InlineData(""","actions":["query","review"]""", "query:* review:SI-0104")]
    public void A_role_with_all_items_is_told_as_all_to_clients_that_know_it(string asked, string given) =>
        Assert.Equal(given, Short(Given(Agent() with { Role = UnitRole.LegalRepresentative, Mandate = null }, All, asked)));

    [Fact]
    public void What_is_named_beside_all_is_listed_as_ever() =>
        Assert.Equal("query:* review:SI-0104", Short(Given(Agent() with { Role = UnitRole.LegalRepresentative, Mandate = null }, All, ""","actions":["query"]""", more: ""","items":["SI-0104"],"actions":["review"]""")));

    [Fact]
    public void Other_clients_read_a_list_and_only_what_is_theirs()
    {
        var legal = Agent() with { Role = UnitRole.LegalRepresentative, Mandate = null };
        Assert.Equal("query,submit:SI-0101,SI-0102,SI-0103 query,submit,review:SI-0104", Short(Given(legal, Hall, "")));
        var some = All with { HostMembers = All.HostMembers.Add(HostMember.AllowedItems, "SI-0101 SI-0104") };
        Assert.Equal("query,submit:SI-0101 query,submit,review:SI-0104", Short(Given(legal, some, "")));
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §9.1/audience")]
    public void What_is_for_another_audience_is_left_out_and_places_stay_apart()
    {
        const string Here = $$""","items":["SI-0101"],"locations":["{{Api}}"]""";
        var agent = Agent("SI-0101", "SI-0102");
        Assert.Equal("query,submit:SI-0102", Short(Given(agent, Hall, Here, more: ""","items":["SI-0102"]""", audience: "https://id.example.cn")));
        var both = Given(agent, Hall, Here, more: ""","items":["SI-0102"]""", audience: Api);
        Assert.Equal("query,submit:SI-0101 query,submit:SI-0102", Short(both));
        Assert.Equal([$"[\"{Api}\"]", ""], JsonElement.Parse(both!).EnumerateArray().Select(entry => entry.TryGetProperty("locations", out var places) ? places.GetRawText() : ""));
    }

    [Fact]
    public void An_institution_stands_in_every_entry()
    {
        var agent = Agent("SI-0101", "SI-0104") with { Institution = new InstitutionStanding(InstitutionId.New(Now), InstitutionNumber.Read("J0000007").Value, "示例见习基地", UnitStatus.Active) };
        Assert.All(JsonElement.Parse(Given(agent, Hall, "")!).EnumerateArray(), entry => Assert.Equal("J0000007", entry.GetProperty("institution").GetProperty("no").GetString()));
    }

    [Fact]
    public void For_oneself_there_is_nothing_of_the_kind_and_without_mandate_there_is_none()
    {
        Assert.Null(Given(null, Hall, ""));
        Assert.Equal("[]", Given(Agent() with { Mandate = null }, Hall, ""));
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §3/consent")]
    public void What_was_written_out_gives_no_action_that_an_item_takes_later()
    {
        var (agent, asked) = (Agent("SI-0101", "SI-0104"), Detail(""","items":["SI-0101","SI-0104","SI"],"locations":["https://api.example.cn/items"]"""));
        var shown = _items.WriteOut(asked);
        Assert.Equal(2, shown.Length);
        Assert.Equal(shown.Select(one => one.GetRawText()), shown.SelectMany(one => _items.WriteOut(one)).Select(one => one.GetRawText()));
        Assert.All(_items.WriteOut(asked), one => Assert.True(_items.Covers(shown, one)));

        _catalogue.Put("SI-0101", ItemActions.Query | ItemActions.Submit | ItemActions.Review);

        Assert.False(_items.WriteOut(asked).All(one => _items.Covers(shown, one)));
        Assert.Equal("query,submit:SI-0101 query,submit,review:SI-0104", Short(Given(agent, Hall, shown)));
        Assert.Equal("query,submit,review:SI-0101,SI-0104", Short(Given(agent, Hall, [asked])));
        Assert.Equal("""{"type":"urn:jshrss:item","items":["*"]}""", Assert.Single(_items.WriteOut(Detail(""","items":["*"]"""))).GetRawText());
    }

    private string? Given(UnitStanding? unit, Client client, string asked, AssuranceLevel level = AssuranceLevel.RealName, string? more = null, string? audience = null) =>
        Given(unit, client, more is null ? [Detail(asked)] : [Detail(asked), Detail(more)], level, audience);

    private string? Given(UnitStanding? unit, Client client, ImmutableArray<JsonElement> asked, AssuranceLevel level = AssuranceLevel.RealName, string? audience = null)
    {
        var person = new PersonStanding { Id = PersonId.New(), Level = level, Version = 1, Profile = new Lazy<PersonProfile>(() => throw new InvalidOperationException("Nothing of the person is asked.")) };
        var context = unit?.Context ?? SessionContext.Self;
        var entitlement = new Entitlement(new SubjectId(person.Id.ToString()), new ContextId(context.ToString()), null, null, ["openid", "unit"], [], null, null, Confirmation.None, null);
        var grant = new Grant(new GrantId(Guid.CreateVersion7()), null, client.Id, entitlement, Now, null, Now.AddHours(1), false, null);
        var given = _items.Give(new DetailsQuestion(client, grant, new HouseStanding(new ContextStanding(person, null, context, unit)), asked, audience, Now));
        return given is { } some ? $"[{string.Join(',', some.Select(one => one.ToJsonString()))}]".Replace(unit!.Unit.ToString(), "UNIT", StringComparison.Ordinal) : null;
    }

    /// <summary><c>actions:items</c> of each entry.</summary>
    private static string Short(string? given) => string.Join(' ', JsonElement.Parse(given!).EnumerateArray().Select(entry => $"{Words(entry, "actions")}:{Words(entry, "items")}"));

    private static string Words(JsonElement entry, string name) => string.Join(',', entry.GetProperty(name).EnumerateArray().Select(word => word.GetString()));

    private static JsonElement Detail(string members) => JsonElement.Parse($$"""{"type":"urn:jshrss:item"{{members}}}""");

    private static UnitStanding Agent(params string[] items) => new()
    {
        Unit = UnitId.New(Now),
        UnitName = "示例单位",
        UnitNumber = UnitNumber.Read("13150001").Value,
        UnitType = UnitType.Enterprise,
        UnitStatus = UnitStatus.Active,
        Membership = MembershipId.New(Now),
        Role = UnitRole.Agent,
        Link = MembershipLink.Delegated,
        Status = MemberStatus.Active,
        Version = 1,
        Mandate = new Mandate(
            MandateId.New(Now),
            Validity.Between(new DateOnly(2026, 11, 22), new DateOnly(2027, 11, 22)).Value,
            MandateScope.Of(items.Select(item => BusinessItemCode.Read(item).Value)),
            new GrantedBy(MembershipLink.Delegated, UnitRole.UnitAdministrator)),
    };

    private sealed class Catalogue : IBusinessItems
    {
        private readonly Dictionary<BusinessItemCode, BusinessItem> _items = [];

        public Catalogue()
        {
            foreach (var code in new[] { "SI-0101", "SI-0102", "SI-0103" })
                Put(code, ItemActions.Query | ItemActions.Submit);
            Put("SI", ItemActions.None);
            Put("SI-0104", ItemActions.Query | ItemActions.Submit | ItemActions.Review);
            Put("SI-0105", ItemActions.Query | ItemActions.Submit, AssuranceLevel.RealPerson);
            Put("SI-0106", ItemActions.Query | ItemActions.Submit, validity: Validity.Between(new DateOnly(2026, 1, 1), new DateOnly(2026, 6, 30)).Value);
        }

        public IReadOnlyDictionary<BusinessItemCode, BusinessItem> All => _items;

        public void Put(string code, ItemActions actions, AssuranceLevel least = AssuranceLevel.RealName, Validity? validity = null) =>
            _items[BusinessItemCode.Read(code).Value] = new BusinessItem(BusinessItemCode.Read(code).Value, code, least, actions, validity);
    }
}
