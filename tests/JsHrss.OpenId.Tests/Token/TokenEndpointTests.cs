using System.Collections.Immutable;
using System.Net;
using System.Text;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.RichAuthorization;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Token;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.Token;

public sealed class TokenEndpointTests
{
    private const string Form = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("HEAD")]
    [InlineData("TRACE")]
    [InlineData("OPTIONS")]
    [InlineData("BREW")]
    [Trait("Spec", "RFC 6749 §3.2/post")]
    [Trait("Case", "CD-13")]
    [Trait("Case", "HT-10")]
    public async Task Only_post_is_answered(string method)
    {
        await using var host = await ProviderHost.StartAsync();

        foreach (var path in new[] { Calls.TokenPath, Calls.IntrospectionPath, Calls.RevocationPath })
        {
            var answer = await host.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
            Assert.Equal("POST", answer.Header("Allow"));
            Assert.Equal("no-store", answer.Header("Cache-Control"));
        }
    }

    [Fact]
    [Trait("Spec", "RFC 9110 §9.3")]
    [Trait("Case", "HT-10")]
    public async Task A_method_override_changes_nothing()
    {
        await using var host = await ProviderHost.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, Calls.TokenPath) { Headers = { { "X-HTTP-Method-Override", "POST" } } };

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await host.SendAsync(request)).Status);
    }

    [Theory]
    [InlineData("application/json", "{\"grant_type\":\"client_credentials\"}")]
    [InlineData("text/plain", "grant_type=client_credentials")]
    [InlineData("multipart/form-data; boundary=x", "--x--")]
    [InlineData("application/x-www-form-urlencoded; charset=gbk", "grant_type=client_credentials")]
    [InlineData("application/x-www-form-urlencodedx", "grant_type=client_credentials")]
    [InlineData(";", "grant_type=client_credentials")]
    [InlineData(null, "grant_type=client_credentials")]
    [Trait("Spec", "RFC 6749 §3.2")]
    [Trait("Spec", "RFC 6749 §5.2/codes")]
    [Trait("Case", "CD-13")]
    public async Task Another_media_type_is_refused(string? type, string body)
    {
        await using var host = await ProviderHost.StartAsync();

        var answer = await PostAsync(host, type, Encoding.UTF8.GetBytes(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("invalid_request", answer.Error);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=UTF-8")]
    [InlineData("Application/X-WWW-Form-URLEncoded;charset=\"utf-8\"")]
    [Trait("Spec", "RFC 6749 appendix B/coded")]
    public async Task A_form_may_name_its_charset(string type)
    {
        await using var host = await ProviderHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(host, type, "grant_type=client_credentials"u8.ToArray())).Status);
    }

    [Theory]
    [InlineData("client_secret=x")]
    [InlineData("CLIENT_SECRET=x")]
    [InlineData("code=x")]
    [InlineData("refresh_token=x")]
    [InlineData("token=x")]
    [Trait("Spec", "RFC 6749 §2.3.1/post")]
    [Trait("Case", "CD-13")]
    public async Task A_secret_in_the_query_is_refused(string query)
    {
        await using var host = await ProviderHost.StartAsync();

        Assert.Equal("invalid_request", (await PostAsync(host, Form, "grant_type=client_credentials"u8.ToArray(), "?" + query)).Error);
    }

    [Theory]
    [InlineData("grant_type=client_credentials&grant_type=client_credentials")]
    [InlineData("grant_type=client_credentials&grant_type=")]
    [InlineData("grant_type=client_credentials&x=1&x=2")]
    [InlineData("grant_type=client_credentials&scope=%")]
    [InlineData("grant_type=client_credentials&scope=%4")]
    [InlineData("grant_type=client_credentials&scope=%zz")]
    [InlineData("grant_type=client_credentials&scope=% 1")]
    [InlineData("grant_type=client_credentials&scope=%ff")]
    [InlineData("grant_type=client_credentials&scope=%00")]
    [InlineData("grant_type=client_credentials&scope=a%0d%0ab")]
    [InlineData("grant_type=client_credentials&%c0%af=1")]
    [InlineData("")]
    [InlineData("&&&")]
    [InlineData("=")]
    [InlineData("grant_type")]
    [InlineData("grant_type=")]
    [InlineData("Grant_Type=client_credentials")]
    [InlineData("grant_type[]=client_credentials")]
    [Trait("Spec", "RFC 6749 §3.2/once")]
    [Trait("Spec", "RFC 6749 §10.14/validated")]
    [Trait("Spec", "RFC 6749 appendix B/coded")]
    [Trait("Case", "AZ-08")]
    public async Task A_malformed_form_is_an_invalid_request(string body)
    {
        await using var host = await ProviderHost.StartAsync();

        var answer = await PostAsync(host, Form, Encoding.Latin1.GetBytes(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("invalid_request", answer.Error);
    }

    [Theory]
    [InlineData("password", "unsupported_grant_type")]
    [InlineData("implicit", "unsupported_grant_type")]
    [InlineData("CLIENT_CREDENTIALS", "unsupported_grant_type")]
    [InlineData("urn:ietf:params:oauth:grant-type:token-exchange", "unsupported_grant_type")]
    [InlineData("authorization_code", "unauthorized_client")]
    [InlineData("refresh_token", "unauthorized_client")]
    [Trait("Spec", "RFC 6749 §5.2/codes")]
    [Trait("Case", "AZ-10")]
    public async Task Only_known_and_registered_grant_types_are_served(string grantType, string error)
    {
        await using var host = await ProviderHost.StartAsync();

        Assert.Equal(error, (await host.TokenAsync(SampleClients.Batch, ("grant_type", grantType))).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §3.2/unknown")]
    [Trait("Spec", "RFC 6749 §3.2/empty")]
    public async Task Unknown_parameters_are_ignored()
    {
        await using var host = await ProviderHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await host.TokenAsync(SampleClients.Batch, ("grant_type", "client_credentials"), ("tomorrow", "1"), ("scope", ""))).Status);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(10_000)]
    [Trait("Spec", "RFC 6749 §3.2")]
    [Trait("Case", "HT-05")]
    [Trait("Case", "HT-06")]
    public async Task Too_many_parameters_are_refused(int count)
    {
        await using var host = await ProviderHost.StartAsync();
        var body = Encoding.ASCII.GetBytes(string.Join('&', Enumerable.Range(0, count).Select(i => $"p{i}=1")));

        var answer = await PostAsync(host, Form, body);

        Assert.InRange((int)answer.Status, 400, 413);
        Assert.Equal("invalid_request", answer.Error);
    }

    [Theory]
    [InlineData(64 * 1024 + 1, false)]
    [InlineData(30 * 1024 * 1024, false)]
    [InlineData(64 * 1024 + 1, true)]
    [InlineData(4 * 1024 * 1024, true)]
    [Trait("Spec", "RFC 9110 §15.5.14")]
    [Trait("Case", "HT-05")]
    public async Task A_large_body_is_refused_before_it_is_read(int length, bool chunked)
    {
        await using var host = await ProviderHost.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, Calls.TokenPath) { Content = new ByteArrayContent(new byte[length]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", Form);
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = true;

        try
        {
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await host.SendAsync(request)).Status);
        }
        catch (HttpRequestException)
        {
            // The server hung up on the rest of the body before the answer could be read: refused as well.
        }

        Assert.Equal(HttpStatusCode.OK, (await host.TokenAsync(SampleClients.Batch, ("grant_type", "client_credentials"))).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §5.2")]
    [Trait("Case", "RG-7")]
    public async Task Random_bytes_never_make_the_server_fail()
    {
        await using var host = await ProviderHost.StartAsync();
        var random = new Random(20261121);
        byte[] alphabet = [.. "&=%+;,[]{}\"\\ grant_typecodeclient_id0123456789abcdef"u8, 0, 10, 13, 127, 128, 192, 237, 255];

        for (var i = 0; i < 500; i++)
        {
            var body = new byte[random.Next(0, 300)];
            for (var j = 0; j < body.Length; j++)
                body[j] = alphabet[random.Next(alphabet.Length)];
            var path = new[] { Calls.TokenPath, Calls.IntrospectionPath, Calls.RevocationPath, Calls.UserInfoPath }[i % 4];
            var answer = await PostAsync(host, Form, body, path: path);
            Assert.InRange((int)answer.Status, 200, 499);
        }
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §5.2")]
    [Trait("Case", "FT-03")]
    public async Task A_store_that_cannot_answer_gives_503_and_nothing_is_lost()
    {
        var switchable = new SwitchableLedger();
        await using var host = await ProviderHost.StartAsync(services => services.AddSingleton<ILedger>(switchable));
        switchable.Inner = host.Ledger;
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);

        foreach (var (looks, applies) in new[] { (true, false), (false, true) })
        {
            (switchable.LooksFail, switchable.AppliesFail) = (looks, applies);
            var answer = await host.TokenAsync(SampleClients.Hall, code.Form);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            Assert.Equal("temporarily_unavailable", answer.Error);
            Assert.Equal("1", answer.Header("Retry-After"));
        }

        (switchable.LooksFail, switchable.AppliesFail) = (false, false);
        Assert.Equal(HttpStatusCode.OK, (await host.TokenAsync(SampleClients.Hall, code.Form)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §5.2")]
    public void The_rulebook_asks_in_this_order()
    {
        ImmutableArray<string> laws = [.. TokenRulebook.For([], [], null, new DetailTypes([])).Rules.Select(r => $"{r.GetType().Name}: {r.Law}")];

        Assert.Equal(
            ["GrantTypeIsNamed: RFC 6749 §4.1.3", "GrantTypeIsKnown: RFC 6749 §5.2", "ClientMayUseGrantType: RFC 6749 §5.2", "PossessionIsProven: RFC 9449 §5.2", "ResourcesAreAbsolute: RFC 8707 §2", "DetailsAreOfKnownTypes: RFC 9396 §8",
                "HostParametersAreNotSent: RFC 6749 §6"],
            laws);
    }

    private static Task<Answered> PostAsync(ProviderHost host, string? type, byte[] body, string query = "", string path = Calls.TokenPath)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path + query)
        {
            Content = new ByteArrayContent(body),
            Headers = { Authorization = Calls.Basic("batch", SampleClients.BatchSecret) },
        };
        if (type is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return host.SendAsync(request);
    }
}
