using System.Collections.Immutable;
using System.Text.Json;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Bridge;
using JsHrss.IdP.Clients;
using JsHrss.OpenId;
using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Options;

namespace JsHrss.IdP.Tests.Bridge;

/// <summary>What objects of type <c>urn:jshrss:item</c> may say, and how they compare (RFC 9396 §5, §6.1).</summary>
public sealed class ItemDetailsTests
{
    private const string Api = "https://api.example.cn/items";

    private static readonly Client Client = new()
    {
        Id = new ClientId("hall"), Name = "Hall", AuthenticationMethod = ClientAuthenticationMethod.None, GrantTypes = ["authorization_code"], Scopes = ["openid", "unit"], Resources = [Api],
        HostMembers = ImmutableDictionary<string, string>.Empty.Add(HostMember.AllowedItems, "SI-0101 SI-0102 SI-0103"),
    };

    private readonly ItemDetails _items = new(new Catalogue(), Options.Create(new OpenIdProviderOptions { Issuer = "https://id.example.cn" }));

    [Theory]
    [InlineData("")]
    [InlineData(""","items":["SI-0101"]""")]
    [InlineData(""","items":["*"]""")]
    [InlineData(""","items":["SI-0101","SI-0102"],"actions":["submit","query","review"],"locations":["https://api.example.cn/items","https://id.example.cn"]""")]
    [Trait("Spec", "RFC 9396 §2.2")]
    public void What_the_type_knows_has_no_fault(string members) => Assert.Null(FaultOf(members));

    [Theory]
    [InlineData(""","item":["SI-0101"]""")]
    [InlineData(""","unit":"u_00000000000000000000000000" """)]
    [InlineData(""","items":[]""")]
    [InlineData(""","items":"SI-0101" """)]
    [InlineData(""","items":[1]""")]
    [InlineData(""","items":["si-0101"]""")]
    [InlineData(""","items":["SI-0101","SI-0101"]""")]
    [InlineData(""","items":["*","SI-0101"]""")]
    [InlineData(""","items":["SI-9999"]""")]
    [InlineData(""","items":["SI-0104"]""")]
    [InlineData(""","items":["SI-0101"],"actions":["review"]""")]
    [InlineData(""","items":["SI-0102","SI-0103"],"actions":["review"]""")]
    [InlineData(""","actions":[]""")]
    [InlineData(""","actions":["Query"]""")]
    [InlineData(""","actions":["query","query"]""")]
    [InlineData(""","actions":{"query":true}""")]
    [InlineData(""","locations":["https://other.example.cn"]""")]
    [InlineData(""","locations":[null]""")]
    [Trait("Spec", "RFC 9396 §5/unknown-field")]
    [Trait("Spec", "RFC 9396 §5/wrong-type")]
    public void What_it_does_not_know_is_told(string members)
    {
        var fault = FaultOf(members);
        Assert.NotNull(fault);
        Assert.All(fault, sign => Assert.InRange(sign, ' ', '~'));
        Assert.DoesNotContain('"', fault);
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("", ""","items":["SI-0101"]""", ""","items":["SI-0101"]""")]
    [InlineData("", ""","items":["*"],"actions":["query"]""", ""","actions":["query"]""")]
    [InlineData(""","items":["SI-0101","SI-0102"]""", "", ""","items":["SI-0101","SI-0102"]""")]
    [InlineData(""","items":["SI-0101","SI-0102"]""", ""","items":["SI-0102"],"actions":["query"]""", ""","items":["SI-0102"],"actions":["query"]""")]
    [InlineData(""","items":["SI-0101"],"actions":["query","submit"]""", ""","actions":["submit"]""", ""","items":["SI-0101"],"actions":["submit"]""")]
    [InlineData(""","items":["SI-0101"]""", ""","locations":["https://api.example.cn/items"]""", ""","items":["SI-0101"],"locations":["https://api.example.cn/items"]""")]
    [InlineData(""","items":["SI-0101"]""", ""","items":["SI-0101","SI-0102"]""", null)]
    [InlineData(""","items":["SI-0101"]""", ""","items":["*"]""", null)]
    [InlineData(""","items":["SI-0101"],"actions":["query"]""", ""","items":["SI-0101"],"actions":["submit"]""", null)]
    [InlineData(""","items":["SI-0101"],"actions":["query"]""", ""","actions":["submit"]""", null)]
    [InlineData(""","items":["SI-0101"],"actions":["query"]""", ""","actions":["query","submit"]""", null)]
    [InlineData(""","items":["*"],"actions":["query"]""", ""","actions":["query","review"]""", null)]
    [InlineData(""","items":["SI-0101"]""", ""","actions":["query","review"]""", ""","items":["SI-0101"],"actions":["query","review"]""")]
    [InlineData(""","items":["SI-0101"],"locations":["https://id.example.cn"]""", ""","locations":["https://api.example.cn/items"]""", null)]
    [Trait("Spec", "RFC 9396 §6.1/compared")]
    public void A_token_request_names_a_part_of_what_was_granted(string granted, string asked, string? part) =>
        Assert.Equal(part is null ? null : Detail(part).GetRawText(), _items.Narrow([Detail(granted)], Detail(asked)) is { } parts ? Assert.Single(parts).GetRawText() : null);

    [Fact]
    [Trait("Spec", "RFC 9396 §6.1/compared")]
    public void Several_objects_are_taken_together_and_not_multiplied()
    {
        ImmutableArray<JsonElement> granted = [Detail(""","items":["SI-0101"],"actions":["query"]"""), Detail(""","items":["SI-0102"],"actions":["submit"]"""), Detail(""","items":["SI-0101"],"actions":["submit"]""")];

        Assert.Equal(3, _items.Narrow(granted, Detail(""","items":["SI-0101","SI-0102"]"""))!.Value.Length);
        Assert.Equal(2, _items.Narrow(granted, Detail(""","items":["SI-0101"],"actions":["query","submit"]"""))!.Value.Length);
        Assert.Null(_items.Narrow(granted, Detail(""","items":["SI-0101","SI-0102"],"actions":["query"]""")));
        // Each action is granted for one of them: the part is what has it, and the token's answer names it (RFC 9396 §7).
        Assert.Equal("""["SI-0101"]["SI-0101"]""", string.Concat(_items.Narrow([granted[0], granted[2]], Detail(""","actions":["query","submit"]"""))!.Value.Select(part => part.GetProperty("items").GetRawText())));
        Assert.Null(_items.Narrow([], Detail("")));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("", ""","items":["SI-0101"],"actions":["review"]""", true)]
    [InlineData(""","items":["SI-0101","SI-0102"]""", ""","items":["SI-0102"]""", true)]
    [InlineData(""","items":["SI-0101"]""", "", false)]
    [InlineData(""","items":["SI-0101"]""", ""","items":["*"]""", false)]
    [InlineData(""","items":["SI-0101"]""", ""","items":["SI-0101","SI-0103"]""", false)]
    [InlineData(""","items":["SI-0101"],"actions":["query"]""", ""","items":["SI-0101"]""", false)]
    [InlineData(""","items":["SI-0101"],"actions":["query"]""", ""","items":["SI-0101"],"actions":["query"]""", true)]
    [InlineData(""","items":["SI-0101"],"locations":["https://id.example.cn"]""", ""","items":["SI-0101"]""", false)]
    [InlineData(""","items":["SI-0101"]""", ""","items":["SI-0101"],"locations":["https://id.example.cn"]""", true)]
    [Trait("Spec", "RFC 9396 §3/consent")]
    public void A_consent_covers_what_was_asked_and_no_more(string allowed, string asked, bool covered) => Assert.Equal(covered, _items.Covers([Detail(allowed)], Detail(asked)));

    private string? FaultOf(string members) => _items.FaultOf(Detail(members), Client);

    private static JsonElement Detail(string members) => JsonElement.Parse($$"""{"type":"urn:jshrss:item"{{members}}}""");

    private sealed class Catalogue : IBusinessItems
    {
        public IReadOnlyDictionary<BusinessItemCode, BusinessItem> All { get; } = new[] { "SI-0101", "SI-0102", "SI-0103", "SI-0104" }
            .Select(code => new BusinessItem(BusinessItemCode.Read(code).Value, code, AssuranceLevel.RealName, ItemActions.Query | ItemActions.Submit)).ToDictionary(item => item.Code);
    }
}
