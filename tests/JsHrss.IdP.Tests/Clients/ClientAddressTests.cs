using System.Text.Json.Nodes;

namespace JsHrss.IdP.Tests.Clients;

/// <summary>Every member that is an address refuses what runs in a browser, hides where it leads or can be read in two ways.</summary>
public sealed class ClientAddressTests
{
    private static readonly string[] Members =
    [
        "redirect_uris", "post_logout_redirect_uris", "backchannel_logout_uri", "frontchannel_logout_uri", "client_uri", "logo_uri", "policy_uri", "tos_uri",
        "initiate_login_uri", "jwks_uri", "sector_identifier_uri",
    ];

    public static TheoryData<string> Hostile =>
    [
        "JavaScript:alert(1)", "javascript://app.example.cn/%0aalert(1)", "DATA:text/html,x", "vbscript:x", "File:///etc/passwd", "blob:https://app.example.cn/1", "view-source:https://app.example.cn/",
        "https://app.example.cn/cb#", "https://app.example.cn/cb#a", "https://*.example.cn/cb", "https://app.example.cn/*", "https://user@app.example.cn/cb", "https://app.example.cn@evil.example/cb", "https://u:p@app.example.cn/cb",
        "https://app.example.cn/a/../cb", "https://app.example.cn/a/./cb", "https://app.example.cn/..;/cb", "https://app.example.cn//cb", "https://app.example.cn/%2e%2e/cb", "https://app.example.cn/a%2fcb", "https://app.example.cn/a%5Ccb",
        "https://app.example.cn/%63b", "https://app.example.cn/%", "https://app.example.cn/%00", "https://app.example.cn/a;b=c", "https://app.example.cn\\cb", "https://app.example.cn/c b", " https://app.example.cn/cb", "https://app.example.cn/cb\n",
        "https://App.example.cn/cb", "HTTPS://app.example.cn/cb", "https://app.example.cn:443/cb", "https://app.example.cn:0/cb", "https://app.example.cn./cb", "https://app.example.cn:99999/cb", "https://2130706433/cb", "https://0x7f.1/cb", "https:///cb", "https:app.example.cn/cb", "//app.example.cn/cb", "/cb", "",
        "https://аpp.example.cn/cb", "https://app。example.cn/cb", "https://xn--pp-8cd.example.cn/cb", "https://xn--a/cb", "https://app.example.cn/登录", "https://app.example.cn/<b>", "https://app.example.cn/{x}",
        "http://app.example.cn/cb", "http://localhost/cb", "http://127.0.0.1/cb", "http://localhost.evil.example/cb", "ftp://app.example.cn/cb", "ws://app.example.cn/cb", "jshrss-app://cb", "cn.example.app:/cb", "urn:ietf:wg:oauth:2.0:oob",
        "https://id.example.cn/connect/authorize",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    [Trait("Spec", "RFC 6749 §3.1.2/absolute")]
    [Trait("Spec", "RFC 6749 §3.1.2/fragment")]
    [Trait("Spec", "OIDC Back-Channel Logout §2.2/address")]
    [Trait("Spec", "OIDC RP-Initiated Logout §3.1/registered")]
    [Trait("Case", "AZ-05")]
    [Trait("Case", "AZ-02")]
    [Trait("Case", "AZ-03")]
    [Trait("Case", "AZ-04")]
    public void A_hostile_address_is_refused_in_every_member(string address)
    {
        Assert.All(Members, member => Assert.Contains(Declaring.FaultsOf(With(member, address)), fault => fault.Contains($": {member}: ", StringComparison.Ordinal)));
        Assert.All(Members, member => Assert.DoesNotContain(Declaring.FaultsOf(With(member, address)), fault => fault.Contains('\n', StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("https://app.example.cn")]
    [InlineData("https://app.example.cn/")]
    [InlineData("https://app.example.cn:8443/a/b?x=1&y=%20z")]
    [InlineData("https://xn--fiqs8s.cn/cb")]
    public void A_plain_address_is_accepted_in_every_member(string address) => Assert.All(Members, member => Assert.Empty(Declaring.FaultsOf(With(member, address))));

    [Theory]
    [InlineData("redirect_uris")]
    [InlineData("post_logout_redirect_uris")]
    public void The_query_of_a_return_address_leaves_the_names_of_the_response_alone(string member)
    {
        Assert.Contains("parameter state", Assert.Single(Declaring.FaultsOf(With(member, "https://app.example.cn/cb?a=1&state=x"))), StringComparison.Ordinal);
        Assert.Empty(Declaring.FaultsOf(With(member, "https://app.example.cn/cb?a=1&states=x")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("[]")]
    [Trait("Spec", "RFC 6749 §3.1.2.2/registered")]
    [Trait("Case", "AZ-07")]
    public void A_client_of_the_code_flow_without_a_redirect_uri_is_refused(string? uris)
    {
        var client = Declaring.Of("web");
        client["redirect_uris"] = uris is null ? null : JsonNode.Parse(uris);
        Assert.Contains("none is ever learnt", Assert.Single(Declaring.FaultsOf(client)), StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_have_no_use_without_the_code_flow()
    {
        var batch = Declaring.Of("batch");
        batch["redirect_uris"] = new JsonArray("https://app.example.cn/cb");
        batch["post_logout_redirect_uris"] = new JsonArray("https://app.example.cn/out");
        batch["backchannel_logout_uri"] = "https://app.example.cn/back";
        Assert.Equal(3, Declaring.FaultsOf(batch).Count(fault => fault.Contains("no use without authorization_code", StringComparison.Ordinal)));
    }

    [Fact]
    public void At_most_twenty_addresses_each_once()
    {
        var client = Declaring.Of("web");
        client["redirect_uris"] = new JsonArray([.. Enumerable.Range(0, 20).Select(n => JsonValue.Create($"https://app.example.cn/{n}"))]);
        Assert.Empty(Declaring.FaultsOf(client));
        client["redirect_uris"]!.AsArray().Add("https://app.example.cn/20");
        Assert.Contains("at most 20", Assert.Single(Declaring.FaultsOf(client)), StringComparison.Ordinal);
        client["redirect_uris"] = new JsonArray("https://app.example.cn/0", "https://app.example.cn/0");
        Assert.Contains("each once", Assert.Single(Declaring.FaultsOf(client)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_has_at_most_512_characters()
    {
        const string Start = "https://app.example.cn/";
        var client = Declaring.Of("web");
        client["redirect_uris"] = new JsonArray(Start + new string('a', 512 - Start.Length));
        Assert.Empty(Declaring.FaultsOf(client));
        client["redirect_uris"] = new JsonArray(Start + new string('a', 513 - Start.Length));
        Assert.Contains("512", Assert.Single(Declaring.FaultsOf(client)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("web", "http://localhost:5300/cb", true)]
    [InlineData("web", "http://127.0.0.1:5300/cb", true)]
    [InlineData("native", "jshrss-app://callback", true)]
    [InlineData("native", "http://127.0.0.1/cb", false)]
    [InlineData("native", "http://[::1]/cb", false)]
    [InlineData("native", "cn.example.app:/oauth2redirect", false)]
    [InlineData("native", "https://app.example.cn/claimed", false)]
    [Trait("Spec", "RFC 8252 §7.1")]
    public void Loopback_and_private_schemes_serve_where_they_are_meant_to(string kind, string address, bool developmentOnly)
    {
        var client = Declaring.Of(kind);
        client["redirect_uris"] = new JsonArray(address);
        client["post_logout_redirect_uris"] = new JsonArray(address);
        Assert.Empty(Declaring.FaultsOf(client, development: true));
        Assert.Equal(developmentOnly, Declaring.FaultsOf(client).Count > 0);
    }

    [Theory]
    [InlineData("native", "http://localhost/cb")]
    [InlineData("native", "http://192.168.0.1/cb")]
    [InlineData("native", "app:/cb")]
    public void A_native_app_gets_no_more_than_that(string kind, string address)
    {
        var client = Declaring.Of(kind);
        client["redirect_uris"] = new JsonArray(address);
        Assert.NotEmpty(Declaring.FaultsOf(client));
    }

    [Theory]
    [InlineData("jwks_uri", "https://10.0.0.1/jwks")]
    [InlineData("jwks_uri", "https://169.254.169.254/latest")]
    [InlineData("backchannel_logout_uri", "https://[::1]/out")]
    [InlineData("sector_identifier_uri", "https://192.168.1.1/s")]
    [Trait("Case", "JW-14")]
    public void What_the_server_calls_has_a_name(string member, string address) =>
        Assert.Contains(Declaring.FaultsOf(With(member, address)), fault => fault.Contains("bare network addresses", StringComparison.Ordinal));

    [Theory]
    [InlineData("https://app.example.cn/front", true)]
    [InlineData("https://app.example.cn:8443/front", false)]
    [InlineData("https://other.example.cn/front", false)]
    [Trait("Spec", "OIDC Front-Channel Logout §2")]
    public void A_front_channel_address_has_the_origin_of_a_redirect_uri(string address, bool right)
    {
        var client = Declaring.Of("web");
        client["frontchannel_logout_uri"] = address;
        Assert.Equal(right, Declaring.FaultsOf(client).Count == 0);
    }

    [Theory]
    [InlineData("backchannel_logout_session_required")]
    [InlineData("frontchannel_logout_session_required")]
    public void A_session_demand_needs_its_address(string member)
    {
        var client = Declaring.Of("web");
        client[member] = true;
        Assert.Contains($"{member}: has no use", Assert.Single(Declaring.FaultsOf(client)), StringComparison.Ordinal);
    }

    /// <summary>A client that is right but for the one address.</summary>
    private static JsonObject With(string member, string address)
    {
        var client = member == "jwks_uri" ? Declaring.Keyed() : Declaring.Of("web");
        if (member == "jwks_uri")
        {
            client.Remove("jwks");
        }
        else if (member == "sector_identifier_uri")
        {
            client["subject_type"] = "pairwise";
        }
        else if (member == "frontchannel_logout_uri" && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == "https")
        {
            client["redirect_uris"] = new JsonArray(uri.GetLeftPart(UriPartial.Authority) + "/cb");
        }

        client[member] = member.EndsWith("_uris", StringComparison.Ordinal) ? new JsonArray(address) : address;
        return client;
    }
}
