using System.Text.Json.Nodes;
using RelyingParty.Hall;

namespace RelyingParty.Tests;

public sealed class GateTests
{
    [Fact]
    public void A_party_knows_where_things_are_sent_to_from_userinfo_its_own_and_its_units()
    {
        var told = JsonNode.Parse("""{"address":{"region":"江苏省","locality":"无锡市滨湖区","street_address":"示例路78号"},"represents":{"address":{"region":"香港特别行政区","street_address":"示例路1号"}}}""")!.AsObject();
        var party = Party.Of(SignedInSamples.SignedIn(unit: "u_1") with { UserInfo = told });
        Assert.Equal(("江苏省无锡市滨湖区*****", "香港特别行政区*****"), (party.Address, party.Unit!.Address));
        Assert.Null(Party.Of(SignedInSamples.SignedIn(unit: "u_1")).Unit!.Address);
    }

    [Fact]
    public void An_agent_handles_the_items_of_the_mandate_and_no_others()
    {
        var agent = Party.Of(SignedInSamples.SignedIn(unit: "u_1", items: "SI-0101 SI-0102"));

        Assert.Null(Gate.Hindrance(Services.Find(agent, "SI-0101")!, agent, SignedInSamples.Now));
        Assert.Equal("不在经办范围", Gate.Hindrance(Services.Find(agent, "SI-0103")!, agent, SignedInSamples.Now)!.Short);
    }

    [Fact]
    public void A_right_to_query_is_no_right_to_submit()
    {
        var authority = ItemAuthority.Of([System.Text.Json.Nodes.JsonNode.Parse("""{"type":"urn:jshrss:item","actions":["query"],"items":["SI-0101"]}""")]);

        Assert.True(authority.Allows("SI-0101", "query"));
        Assert.False(authority.Allows("SI-0101", Gate.Submit));
    }

    [Fact]
    public void Details_of_another_type_grant_nothing() =>
        Assert.False(ItemAuthority.Of([System.Text.Json.Nodes.JsonNode.Parse("""{"type":"urn:other","actions":["submit"],"items":["*"]}""")]).Any);

    [Fact]
    public void A_person_below_the_level_is_told_what_to_do()
    {
        var person = Party.Of(SignedInSamples.SignedIn());
        var hindrance = Gate.Hindrance(Services.Find(person, "PS-0005")!, person, SignedInSamples.Now);

        Assert.Equal(Remedy.RaiseLevel, hindrance!.Remedy);
        Assert.Contains("12333", hindrance.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_person_must_be_present_a_level_alone_is_not_enough()
    {
        var person = Party.Of(SignedInSamples.SignedIn()) with { Level = Level.RealPerson };
        var service = Services.Find(person, "PS-0005")!;

        Assert.Equal(Remedy.ShowPresence, Gate.Judge(service, person, SignedInSamples.Now).Single(need => !need.Met).Remedy);
        Assert.Null(Gate.Hindrance(service, person, SignedInSamples.Now)); // it is listed: the way there is open
        Assert.All(Gate.Judge(service, person with { IsLive = true }, SignedInSamples.Now), need => Assert.True(need.Met));
    }

    [Fact]
    public void A_sign_in_five_minutes_old_is_recent_and_a_second_later_it_is_not()
    {
        var party = Party.Of(SignedInSamples.SignedIn());
        var service = Services.Find(party, "PS-0006")!;
        bool Recent(TimeSpan after) => Gate.Judge(service, party, party.AuthenticatedAt!.Value + after).Single(need => need.Remedy == Remedy.SignInAgain).Met;

        Assert.True(Recent(TimeSpan.FromMinutes(5)));
        Assert.False(Recent(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1)));
    }
}
