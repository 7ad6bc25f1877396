using System.Text;
using System.Text.Json.Nodes;
using JsHrss.IdP.Clients;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Tests.Clients;

/// <summary>The files as files, and what no two clients may share.</summary>
public sealed class ClientFilesTests
{
    [Fact]
    [Trait("Spec", "OIDC Core §8.1/sector")]
    [Trait("Spec", "OIDC RP-Initiated Logout §3.1/registered")]
    public void Every_member_reaches_the_engine()
    {
        var keyed = Declaring.Keyed();
        keyed["post_logout_redirect_uris"] = new JsonArray("https://fapi.example.cn/out");
        keyed["backchannel_logout_uri"] = "https://fapi.example.cn/back";
        keyed["frontchannel_logout_uri"] = "https://fapi.example.cn/front";
        keyed["frontchannel_logout_session_required"] = true;
        keyed["response_modes"] = new JsonArray("form_post");
        keyed["subject_type"] = "pairwise";
        keyed["sector_identifier_uri"] = "https://sector.example.cn/uris.json";
        keyed["id_token_signed_response_alg"] = "PS256";
        keyed["profile"] = "fapi2";
        keyed["not_before"] = "2026-11-22T08:00:00+08:00";
        keyed["default_max_age"] = 600;
        keyed["audiences"] = new JsonArray("issuer");
        keyed["policy_uri"] = "https://fapi.example.cn/policy";
        var client = Declaring.One(keyed);
        Assert.Equal(ClientAuthenticationMethod.PrivateKeyJwt, client.AuthenticationMethod);
        Assert.Equal("ES256", client.AssertionAlgorithm);
        Assert.Contains("\"keys\"", client.Jwks, StringComparison.Ordinal);
        Assert.Equal(["https://fapi.example.cn/out"], client.PostLogoutRedirectUris);
        Assert.Equal(new Uri("https://fapi.example.cn/back"), client.BackchannelLogoutUri);
        Assert.Equal(new Uri("https://fapi.example.cn/front"), client.FrontchannelLogoutUri);
        Assert.True(client is { FrontchannelLogoutSessionRequired: true, RequirePushedAuthorizationRequests: true, RequireSignedRequestObject: true });
        Assert.True(client is { Fapi2: true, DpopBoundAccessTokens: true });
        Assert.Equal("ES256", client.RequestObjectAlgorithm);
        Assert.Equal(["form_post"], client.ResponseModes);
        Assert.Equal("sector.example.cn", client.SectorIdentifier);
        Assert.Equal("PS256", client.IdTokenAlgorithm);
        Assert.Equal(Declaring.Now, client.NotBefore);
        Assert.Equal(TimeSpan.FromMinutes(10), client.DefaultMaxAge);
        Assert.Equal([Declaring.Issuer], client.Audiences);
        Assert.Equal("https://fapi.example.cn/policy", client.HostMembers[HostMember.PolicyUri]);
        Assert.Empty(client.SecretDigests);
    }

    [Fact]
    [Trait("Spec", "RFC 7591 §2")]
    [Trait("Spec", "OIDC Core §9/registered")]
    public void What_is_not_stated_has_the_documented_default()
    {
        var declared = Declaring.Of("web");
        declared.Remove("grant_types");
        var client = Declaring.One(declared);
        Assert.Equal(ClientAuthenticationMethod.ClientSecretBasic, client.AuthenticationMethod);
        Assert.Equal(["authorization_code"], client.GrantTypes);
        Assert.Equal(["query", "form_post"], client.ResponseModes);
        Assert.Equal("ES256", client.IdTokenAlgorithm);
        Assert.Equal(["person"], client.Contexts);
        Assert.False(client.Native || client.RotateRefreshTokens || client.RequirePushedAuthorizationRequests || client.RequireSignedRequestObject || client.DpopBoundAccessTokens);
        Assert.Null(client.SectorIdentifier);
        Assert.Null(client.NotBefore);
        Assert.Null(client.DefaultMaxAge);
        Assert.Null(client.DefaultAudience);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §5.2")]
    [Trait("Spec", "RFC 9700 §4.14.2")]
    public void A_public_client_may_keep_its_refresh_tokens_where_they_are_bound()
    {
        var declared = Declaring.Of("spa");
        declared["rotate_refresh_tokens"] = false;
        Assert.Contains("9700", Assert.Single(Declaring.FaultsOf(declared)), StringComparison.Ordinal);

        declared["dpop_bound_access_tokens"] = true;
        Assert.True(Declaring.One(declared) is { DpopBoundAccessTokens: true, RotateRefreshTokens: false });
    }

    [Theory]
    [InlineData("https://a.example.cn/cb", "https://a.example.cn:8443/cb", "a.example.cn")]
    [InlineData("https://a.example.cn/cb", "https://b.example.cn/cb", null)]
    [Trait("Spec", "OIDC Core §8.1/sector")]
    public void Without_a_sector_identifier_the_sector_is_the_one_host_of_the_redirect_uris(string first, string second, string? sector)
    {
        var client = Declaring.Of("web");
        client["subject_type"] = "pairwise";
        client["redirect_uris"] = new JsonArray(first, second);
        if (sector is null)
            Assert.Contains("sector_identifier_uri: is required", Assert.Single(Declaring.FaultsOf(client)), StringComparison.Ordinal);
        else
            Assert.Equal(sector, Declaring.One(client).SectorIdentifier);
    }

    [Fact]
    public void One_identifier_stands_once_whatever_its_case()
    {
        var (one, other) = (Declaring.Of("web"), Declaring.Of("spa"));
        other["client_id"] = "WEB";
        Assert.Contains("declared 2 times", Assert.Single(FaultsOf(one, other)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("江苏人社", "江苏 人社")]
    [InlineData("Portal", "portaI")]
    [InlineData("示例（一）", "示例(一)")]
    [Trait("Case", "AZ-17")]
    public void Two_names_that_look_alike_are_refused(string first, string second)
    {
        var (one, other) = (Declaring.Of("web"), Declaring.Of("spa"));
        (one["client_name"], other["client_name"]) = (first, second);
        Assert.Contains("could not tell them apart", Assert.Single(FaultsOf(one, other)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u202e社人苏江")]
    [InlineData("江苏\u200b人社")]
    [InlineData("江苏⼈社")]
    [InlineData("江苏人社\u0000")]
    [InlineData("江苏人社\n系统通知")]
    [InlineData("Рortal")]
    [InlineData("Ｐortal")]
    [InlineData("人\u0301社")]
    [Trait("Case", "AZ-17")]
    public void A_name_of_signs_that_pass_for_others_is_refused(string name)
    {
        var client = Declaring.Of("web");
        client["client_name"] = name;
        Assert.Contains("client_name: holds U+", Assert.Single(Declaring.FaultsOf(client)), StringComparison.Ordinal);
    }

    [Fact]
    public void One_secret_serves_one_client()
    {
        var (one, other) = (Declaring.Of("web"), Declaring.Of("batch"));
        other["client_secret"] = (string?)one["client_secret"];
        Assert.Contains("one secret serves several", Assert.Single(FaultsOf(one, other)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("{}", "array")]
    [InlineData("[{]", "not valid JSON")]
    [InlineData("[7]", "number 1: must be an object")]
    [InlineData("[null]", "number 1: must be an object")]
    [InlineData("[{\"client_id\":\"a\",\"client_id\":\"b\"}]", "not valid JSON")]
    [InlineData("[{\"client_name\":\"\\ud800\"}]", "half a character")]
    [InlineData("[{\"\\ud800\":1}]", "half a character")]
    public void What_is_no_list_of_clients_is_refused(string file, string words) =>
        Assert.Contains(Declaring.FaultsOf(file), fault => fault.Contains(words, StringComparison.Ordinal));

    [Fact]
    public void Comments_a_trailing_comma_and_a_byte_order_mark_do_no_harm()
    {
        byte[] file = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes($"[ // ours\n{Declaring.Of("web").ToJsonString()},]")];
        Assert.Single(Declaring.Read(file));
    }

    [Fact]
    public void A_missing_file_or_a_folder_is_named()
    {
        Assert.Contains("does not exist", Assert.Throws<ClientFilesException>(() => ClientFiles.Read(["/nowhere/clients.json"], Declaring.Policy())).Message, StringComparison.Ordinal);
        Assert.Throws<ClientFilesException>(() => ClientFiles.Read([Path.GetTempPath()], Declaring.Policy()));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.Contains("UTF-8", Assert.Throws<ClientFilesException>(() => Declaring.Read([(byte)'[', (byte)'"', 0xFF, (byte)'"', (byte)']'])).Message, StringComparison.Ordinal);

    /// <summary>Right declarations with members exchanged, doubled, cut and filled with hostile values: the loader accepts or refuses, and does nothing else.</summary>
    [Fact]
    public void No_file_makes_the_loader_fail_in_any_other_way()
    {
        var random = new Random(20261122);
        JsonNode?[] values =
        [
            null, 0, -1, 1e300, long.MaxValue, true, "", " ", "none", "https://", "https://a", "http://[", "://", "javascript:", "urn:a", "%", "\u0000", "\ud83d\ude00", new string('x', 3000), "2026-01-01T00:00:00+99:99",
            new JsonArray(), new JsonArray(null, 7, "a"), new JsonArray(new JsonArray()), new JsonObject(), new JsonObject { ["keys"] = new JsonArray(new JsonObject { ["kty"] = "RSA", ["n"] = "=", ["e"] = "" }) },
            "private_key_jwt", "native", "pairwise", "client_credentials", new JsonArray("https://a.example:"), new JsonArray("cn.example:"), "https://xn--", "https://\u0660.example/",
        ];
        string[] names = [.. Declaring.Keyed().Concat(Declaring.Of("web")).Concat(Declaring.Of("spa")).Select(member => member.Key).Distinct(), "jwks_uri", "sector_identifier_uri", "client_secrets", "not_before", "resources", "post_logout_redirect_uris", "frontchannel_logout_uri", "allowed_items", "unheard_of"];
        for (var round = 0; round < 3000; round++)
        {
            var client = random.Next(3) switch { 0 => Declaring.Keyed(), 1 => Declaring.Of("native"), _ => Declaring.Of("web") };
            for (var change = random.Next(1, 4); change > 0; change--)
                client[names[random.Next(names.Length)]] = values[random.Next(values.Length)]?.DeepClone();
            var file = Encoding.UTF8.GetBytes(new JsonArray(client).ToJsonString());
            for (var harm = random.Next(3); harm > 0 && round % 2 == 0; harm--)
                file[random.Next(file.Length)] = (byte)random.Next(256);
            try
            {
                _ = new DeclaredClients(Declaring.Read(file), Declaring.Issuer);
            }
            catch (ClientFilesException wrong)
            {
                Assert.NotEmpty(wrong.Faults);
            }
        }
    }

    [Fact]
    public void The_examples_of_the_documentation_are_right_and_it_tells_every_member()
    {
        var text = File.ReadAllText(Path.Combine(Hosting.IdpHost.Repository, "docs", "clients.md"));
        var secrets = new Queue<string>(["Zk4vQ8sT1xY7bN2mR6pW9cJ3hL5gF0dA", "Xk4vQ8sT1xY7bN2mR6pW9cJ3hL5gF0dB", "Yk4vQ8sT1xY7bN2mR6pW9cJ3hL5gF0dC"]);
        var examples = text.Split("```json").Skip(1).Select(part => part.Split("```")[0]).Select(one => one.Contains("<openssl", StringComparison.Ordinal) ? one.Replace("<openssl rand -hex 32>", secrets.Dequeue(), StringComparison.Ordinal) : one).ToArray();
        Assert.Equal(7, examples.Length);
        Assert.Empty(Declaring.FaultsOf($"[{string.Join(',', examples)}]"));
        var members = typeof(ClientMetadata).GetProperties().Where(property => property.CanWrite).Select(property => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        Assert.All(members, member => Assert.Contains($"`{member}`", text, StringComparison.Ordinal));
    }

    private static IReadOnlyCollection<string> FaultsOf(params JsonNode[] clients) => Declaring.FaultsOf(new JsonArray([.. clients]).ToJsonString());
}
