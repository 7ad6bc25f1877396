using System.Text.Json.Nodes;
using JsHrss.IdP.Clients;

namespace JsHrss.IdP.Tests.Clients;

/// <summary>One breach and one boundary of every rule, through the real file loader.</summary>
public sealed class ClientMetadataTests
{
    /// <summary>Kind of client, member, value as JSON (empty: the member is left out), member that the fault names, words of the fault.</summary>
    public static TheoryData<string, string, string, string, string> Breaches => new()
    {
        { "web", "client_id", "", "client_id", "required" },
        { "web", "client_id", "\"a b\"", "client_id", "1 to 64" },
        { "web", "client_id", $"\"{new string('a', 65)}\"", "client_id", "1 to 64" },
        { "web", "client_id", "\"web\\n\"", "client_id", "1 to 64" },
        { "web", "client_id", "\"p_6M9YFFQWKVKGEHC5TVJSP3ZBAG\"", "client_id", "9700" },
        { "web", "client_id", "7", "client_id", "text" },
        { "web", "client_name", "", "client_name", "required" },
        { "web", "client_name", "\"\"", "client_name", "1 to 60" },
        { "web", "client_name", $"\"{new string('示', 61)}\"", "client_name", "1 to 60" },
        { "web", "client_name", "\" 示例\"", "client_name", "blank" },
        { "web", "operator_name", "\"示例\\u200b公司\"", "operator_name", "U+200B" },
        { "web", "contacts", "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]", "contacts", "at most 5" },
        { "web", "contacts", "[null]", "contacts", "text" },
        { "web", "contacts", "[\"\\u202eoga\"]", "contacts", "U+202E" },
        { "web", "first_party", "false", "operator_name", "third-party" },
        { "web", "first_party", "\"yes\"", "first_party", "true or false" },

        { "web", "token_endpoint_auth_method", "\"client_secret_jwt\"", "token_endpoint_auth_method", "one of" },
        { "web", "token_endpoint_auth_method", "\"tls_client_auth\"", "token_endpoint_auth_method", "one of" },
        { "web", "token_endpoint_auth_method", "\"none\"", "client_secret", "no use" },
        { "web", "token_endpoint_auth_method", "\"private_key_jwt\"", "jwks", "required" },
        { "web", "token_endpoint_auth_signing_alg", "\"ES256\"", "token_endpoint_auth_signing_alg", "private_key_jwt" },
        { "keyed", "token_endpoint_auth_signing_alg", "\"HS256\"", "token_endpoint_auth_signing_alg", "one of" },
        { "keyed", "token_endpoint_auth_signing_alg", "\"none\"", "token_endpoint_auth_signing_alg", "one of" },
        { "keyed", "token_endpoint_auth_signing_alg", "\"PS256\"", "token_endpoint_auth_signing_alg", "no key" },
        { "keyed", "client_secret", "\"Zk4vQ8sT1xY7bN2mR6pW9cJ3hL5gF0dA\"", "client_secret", "no use" },
        { "keyed", "jwks", "", "jwks", "required" },
        { "keyed", "jwks_uri", "\"https://fapi.example.cn/jwks\"", "jwks_uri", "not both" },
        { "web", "profile", "\"fapi1\"", "profile", "must be fapi2" },
        { "web", "profile", "\"fapi2\"", "token_endpoint_auth_method", "private_key_jwt" },
        { "batch", "profile", "\"fapi2\"", "grant_types", "authorization_code" },
        { "fapi2", "token_endpoint_auth_signing_alg", "\"RS256\"", "token_endpoint_auth_signing_alg", "5.4.1" },
        { "fapi2", "request_object_signing_alg", "\"RS256\"", "request_object_signing_alg", "5.4.1" },
        { "fapi2", "id_token_signed_response_alg", "\"RS256\"", "id_token_signed_response_alg", "5.4.1" },
        { "fapi2", "rotate_refresh_tokens", "true", "rotate_refresh_tokens", "5.3.2.1" },
        { "fapi2", "require_pushed_authorization_requests", "false", "require_pushed_authorization_requests", "5.3.2.2" },
        { "fapi2", "dpop_bound_access_tokens", "false", "dpop_bound_access_tokens", "5.3.2.1" },
        { "web", "dpop_bound_access_tokens", "\"true\"", "dpop_bound_access_tokens", "true or false" },
        { "spa", "scope", "\"openid unit items app\"", "scope", "dpop_bound_access_tokens" },
        { "phone", "grant_types", "[\"authorization_code\",\"urn:ietf:params:oauth:grant-type:device_code\"]", "scope", "8628" },
        { "fapi2", "grant_types", "[\"authorization_code\",\"client_credentials\"]", "grant_types", "fapi2" },
        { "native", "token_endpoint_auth_method", "\"client_secret_post\"", "token_endpoint_auth_method", "8252" },
        { "web", "client_secret", "", "client_secret", "required" },
        { "web", "client_secret", "\"Zk4vQ8sT1xY7bN2mR6pW9cJ3hL5gF0d\"", "client_secret", "32 to 128" },
        { "web", "client_secret", "\"Zk4vQ8sT1xY7bN2mR6pW9cJ3hL5gF0d密\"", "client_secret", "ASCII" },
        { "web", "client_secret", "\"hall-dev-secret-9QxT4vZ7kR2mW8sY1b\"", "client_secret", "demonstration" },
        { "web", "client_secret", $"\"{new string('a', 40)}\"", "client_secret", "not random" },
        { "web", "client_secret", "\"aB3$xY7!aB3$xY7!aB3$xY7!aB3$xY7!\"", "client_secret", "not random" },
        { "web", "client_secret", "\"q9ZkT4vR2mW8sY1b0123456789xQeLpJ\"", "client_secret", "not random" },
        { "web", "client_secrets", "[\"Yk4vQ8sT1xY7bN2mR6pW9cJ3hL5gF0dA\"]", "client_secrets", "not both" },

        { "web", "application_type", "\"desktop\"", "application_type", "web or native" },
        { "web", "grant_types", "[]", "grant_types", "must hold" },
        { "web", "grant_types", "[\"implicit\"]", "grant_types", "not served" },
        { "web", "grant_types", "[\"authorization_code\",\"password\"]", "grant_types", "not served" },
        { "web", "grant_types", "[\"authorization_code\",\"authorization_code\"]", "grant_types", "each once" },
        { "batch", "grant_types", "[\"client_credentials\",\"refresh_token\"]", "grant_types", "beside it" },
        { "spa", "grant_types", "[\"authorization_code\",\"client_credentials\"]", "grant_types", "authenticates" },
        { "web", "response_types", "[\"code id_token\"]", "response_types", "7591" },
        { "web", "response_types", "[]", "response_types", "7591" },
        { "batch", "response_types", "[\"code\"]", "response_types", "7591" },
        { "web", "response_modes", "[\"fragment\"]", "response_modes", "form_post" },
        { "web", "response_modes", "[]", "response_modes", "form_post" },
        { "batch", "response_modes", "[\"query\"]", "response_modes", "no use" },
        { "batch", "rotate_refresh_tokens", "true", "rotate_refresh_tokens", "no use" },
        { "spa", "rotate_refresh_tokens", "false", "rotate_refresh_tokens", "9700" },
        { "web", "scope", "", "scope", "required" },
        { "web", "scope", "\"openid  profile\"", "scope", "one blank" },
        { "web", "scope", "\"openid openid\"", "scope", "each once" },
        { "web", "scope", "\"openid everything\"", "scope", "unknown" },
        { "web", "scope", "\"openid Demo.Read\"", "scope", "unknown" },
        { "web", "scope", "\"openid unit.members\"", "scope", "unit.members" },
        { "native", "scope", "\"openid offline_access\"", "scope", "offline_access" },
        { "batch", "scope", "\"demo.read profile\"", "scope", "authorization_code" },
        { "web", "contexts", "[\"person\",\"unit\"]", "scope", "unit" },

        { "web", "subject_type", "\"private\"", "subject_type", "pairwise" },
        { "batch", "subject_type", "\"pairwise\"", "subject_type", "no use" },
        { "web", "sector_identifier_uri", "\"https://app.example.cn/sector.json\"", "sector_identifier_uri", "pairwise only" },
        { "native", "subject_type", "\"pairwise\"", "sector_identifier_uri", "required" },
        { "web", "id_token_signed_response_alg", "\"none\"", "id_token_signed_response_alg", "one of" },
        { "web", "id_token_signed_response_alg", "\"HS256\"", "id_token_signed_response_alg", "one of" },
        { "batch", "id_token_signed_response_alg", "\"RS256\"", "id_token_signed_response_alg", "openid" },
        { "web", "request_object_signing_alg", "\"ES256\"", "jwks", "required" },
        { "keyed", "request_object_signing_alg", "\"none\"", "request_object_signing_alg", "unsigned" },
        { "keyed", "request_object_signing_alg", "\"RS256\"", "request_object_signing_alg", "no key" },
        { "web", "require_signed_request_object", "true", "jwks", "required" },
        { "batch", "require_signed_request_object", "false", "require_signed_request_object", "no use" },
        { "batch", "request_object_signing_alg", "\"ES256\"", "request_object_signing_alg", "no use" },
        { "batch", "require_pushed_authorization_requests", "true", "require_pushed_authorization_requests", "no use" },
        { "web", "default_max_age", "-1", "default_max_age", "0 or more" },
        { "web", "default_max_age", "1.5", "default_max_age", "whole seconds" },
        { "web", "default_max_age", "31622401", "default_max_age", "a year" },
        { "web", "default_acr_values", "[\"urn:mace:incommon:iap:silver\"]", "default_acr_values", "may hold" },
        { "web", "min_acr", "\"0\"", "min_acr", "one of" },
        { "web", "not_before", "\"2026-11-22T00:00:01Z\"", "not_before", "future" },
        { "web", "not_before", "\"2026-11-21T00:00:00\"", "not_before", "offset" },
        { "web", "not_before", "1700000000", "not_before", "text" },

        { "web", "resources", "[\"https://api.example.cn/#a\"]", "resources", "fragment" },
        { "web", "resources", "[\"api\"]", "resources", "absolute" },
        { "web", "resources", "[\"javascript:alert(1)\"]", "resources", "harmless" },
        { "web", "resources", "[\"http://api.example.cn\"]", "resources", "https" },
        { "web", "audiences", "[\"other\"]", "audiences", "absolute" },
        { "spa", "audiences", "[\"issuer\"]", "audiences", "7662" },
        { "web", "default_audience", "\"other\"", "default_audience", "absolute" },
        { "web", "default_audience", "\"https://api.example.cn\"", "default_audience", "userinfo" },
        { "web", "client_secret", "\"short\"", "client_secret", "openssl rand -hex 32" },

        { "web", "contexts", "[]", "contexts", "person, unit" },
        { "web", "contexts", "[\"officer\"]", "contexts", "person, unit" },
        { "web", "institution_aware", "true", "institution_aware", "no use" },
        { "web", "unit_switch", "true", "unit_switch", "context unit" },
        { "switching", "grant_types", "[\"authorization_code\",\"refresh_token\",\"urn:ietf:params:oauth:grant-type:device_code\"]", "unit_switch", "8628" },
        { "switching", "grant_types", "[\"authorization_code\"]", "unit_switch", "refresh_token" },
        { "spa", "authorization_details_types", "[\"urn:jshrss:other\"]", "authorization_details_types", "9396" },
        { "spa", "authorization_details_types", "[\"urn:jshrss:item\",\"urn:jshrss:item\"]", "authorization_details_types", "9396" },
        { "web", "authorization_details_types", "[\"urn:jshrss:item\"]", "authorization_details_types", "context unit" },
        { "web", "all_items", "true", "all_items", "items" },
        { "web", "allowed_items", "[\"SI-0101\"]", "allowed_items", "items" },
        { "spa", "allowed_items", "[\"SI 0101\"]", "allowed_items", "codes" },

        { "web", "tls_client_certificate_bound_access_tokens", "true", "tls_client_certificate_bound_access_tokens", "not supported yet" },
        { "web", "request_uris", "[]", "request_uris", "never fetched" },
        { "web", "client_name#en", "\"Sample\"", "client_name#en", "language tag" },
        { "web", "redirect_uri", "\"https://app.example.cn/cb\"", "redirect_uri", "unknown" },
    };

    /// <summary>Kind of client, member, value as JSON (empty: left out) that is just right.</summary>
    public static TheoryData<string, string, string> Boundaries => new()
    {
        { "web", "client_id", $"\"{new string('a', 64)}\"" },
        { "web", "client_id", "\"p_6M9YFFQWKVKGEHC5TVJSP3ZBA\"" },
        { "web", "client_name", $"\"{new string('示', 60)}\"" },
        { "web", "client_name", "\"示例（R&D）—— Portal 2\"" },
        { "web", "operator_name", "null" },
        { "web", "client_secret", "\"0f1e9c3b7a5d2846f08e1b6c9d3a7542\"" },
        { "web", "grant_types", "" },
        { "web", "response_types", "[\"code\"]" },
        { "web", "response_modes", "[\"form_post\"]" },
        { "batch", "response_types", "[]" },
        { "web", "rotate_refresh_tokens", "true" },
        { "web", "scope", "\"openid offline_access demo.read\"" },
        { "web", "subject_type", "\"pairwise\"" },
        { "web", "id_token_signed_response_alg", "\"PS256\"" },
        { "keyed", "request_object_signing_alg", "" },
        { "keyed", "token_endpoint_auth_signing_alg", "" },
        { "web", "require_auth_time", "true" },
        { "web", "default_max_age", "0" },
        { "web", "default_max_age", "31622400" },
        { "web", "default_acr_values", "[\"urn:jshrss:acr:realname\"]" },
        { "web", "min_acr", "\"urn:jshrss:acr:realperson\"" },
        { "web", "not_before", "\"2026-11-22T08:00:00+08:00\"" },
        { "web", "resources", "[\"https://api.example.cn/v1\",\"urn:example:api\"]" },
        { "web", "audiences", "[\"issuer\",\"https://api.example.cn\"]" },
        { "web", "default_audience", "\"issuer\"" },
        { "batch", "default_audience", "\"https://api.example.cn\"" },
        { "spa", "institution_aware", "true" },
        { "switching", "unit_switch", "true" },
        { "switching", "unit_switch", "false" },
        { "spa", "authorization_details_types", "[\"urn:jshrss:item\"]" },
        { "spa", "authorization_details_types", "[]" },
        { "spa", "all_items", "true" },
        { "spa", "allowed_items", "[\"SI-0101\"]" },
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    [Trait("Case", "AD-09")]
    public void A_breach_is_refused_and_named(string kind, string member, string value, string blamed, string words)
    {
        var client = Changed(kind, member, value);
        var fault = Assert.Single(Declaring.FaultsOf(client), fault => fault.Contains($": {blamed}: ", StringComparison.Ordinal) && fault.Contains(words, StringComparison.Ordinal));
        if (client["client_id"]?.GetValueKind() == System.Text.Json.JsonValueKind.String)
            Assert.Contains($".json: client '{((string)client["client_id"]!).Replace("\n", "\\n", StringComparison.Ordinal)}': ", fault, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Boundaries))]
    public void What_is_just_right_is_accepted(string kind, string member, string value) => Assert.Empty(Declaring.FaultsOf(Changed(kind, member, value)));

    [Theory]
    [InlineData("web")]
    [InlineData("spa")]
    [InlineData("native")]
    [InlineData("batch")]
    [InlineData("keyed")]
    [InlineData("fapi2")]
    public void The_usual_kinds_of_client_are_accepted_outside_Development(string kind) => Assert.Empty(Declaring.FaultsOf(Changed(kind, "", "")));

    [Theory]
    [InlineData("client_secret_basic")]
    [InlineData("client_secret_post")]
    [Trait("Spec", "RFC 6749 §10.1/no-secret")]
    public void A_native_app_is_given_no_secret(string method)
    {
        var app = Changed("native", "token_endpoint_auth_method", $"\"{method}\"");
        app["client_secret"] = "Zk4vQ8sT1xY7bN2mR6pW9cJ3hL5gF0dA";
        Assert.Contains("token_endpoint_auth_method: must be none for a native app", Assert.Single(Declaring.FaultsOf(app)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p_6M9YFFQWKVKGEHC5TVJSP3ZBAG")]
    [InlineData("P_6m9yffqwkvkgehc5tvjsp3zbag")]
    [InlineData("u_6M9YFFQWKVKGEHC5TVJSP3ZBAG")]
    [Trait("Spec", "RFC 9068 §5/sub")]
    public void A_client_that_acts_for_itself_cannot_pass_for_a_person_or_unit(string id) =>
        Assert.Contains("client_id: looks like", Assert.Single(Declaring.FaultsOf(Changed("batch", "client_id", $"\"{id}\""))), StringComparison.Ordinal);

    [Fact]
    public void A_secret_never_stands_in_a_message()
    {
        var client = Declaring.Of("web");
        client["client_secret"] = "short-Zk4vQ8sT";
        Assert.DoesNotContain("Zk4vQ8sT", string.Join('\n', Declaring.FaultsOf(client)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        var client = Declaring.Of("web");
        client["client_name"] = "";
        client["scope"] = 7;
        client["redirect_uris"] = new JsonArray("http://app.example.cn/cb", "javascript:alert(1)");
        client["surprise"] = true;
        var faults = Declaring.FaultsOf(client);
        Assert.Equal(["client_name", "redirect_uris", "redirect_uris", "scope", "surprise"], faults.Select(fault => fault.Split(": ")[2]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_live_secrets_are_held_and_a_third_is_refused()
    {
        var client = Declaring.Of("web");
        client.Remove("client_secret");
        client["client_secrets"] = new JsonArray("Zk4vQ8sT1xY7bN2mR6pW9cJ3hL5gF0dA", "Yk4vQ8sT1xY7bN2mR6pW9cJ3hL5gF0dA");
        Assert.Equal(2, Declaring.One(client).SecretDigests.Length);
        client["client_secrets"]!.AsArray().Add("Xk4vQ8sT1xY7bN2mR6pW9cJ3hL5gF0dA");
        Assert.Contains("at most 2", Assert.Single(Declaring.FaultsOf(client)), StringComparison.Ordinal);
        client["client_secrets"] = new JsonArray("Zk4vQ8sT1xY7bN2mR6pW9cJ3hL5gF0dA", "Zk4vQ8sT1xY7bN2mR6pW9cJ3hL5gF0dA");
        Assert.Contains("twice", Assert.Single(Declaring.FaultsOf(client)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_published_secrets_of_the_demonstration_serve_in_Development_alone()
    {
        var samples = File.ReadAllText(Path.Combine(Hosting.IdpHost.Repository, "samples", "clients.json"));
        Assert.Empty(Declaring.FaultsOf(samples, development: true));
        var outside = Declaring.FaultsOf(samples);
        Assert.All(["hall", "batch", "partner", "unit-desk"], id => Assert.Contains(outside, fault => fault.Contains($"'{id}': client_secret: is the published one", StringComparison.Ordinal)));
    }

    internal static JsonObject Changed(string kind, string member, string value)
    {
        var client = kind is "keyed" or "fapi2" ? Declaring.Keyed() : Declaring.Of(kind == "switching" ? "spa" : kind);
        if (kind == "switching")
            client["unit_switch"] = true;
        if (kind == "fapi2")
            client["profile"] = "fapi2";
        if (value.Length > 0)
            client[member] = JsonNode.Parse(value);
        else
            client.Remove(member);
        return client;
    }
}
