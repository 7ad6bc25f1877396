using JsHrss.OpenId.Authorization;

namespace JsHrss.OpenId.Tests.Fuzzing;

/// <summary>Comparing as text against an independent parser: what is let through must be, to any parser, the very same place.</summary>
public sealed class RedirectUriProperties
{
    private static readonly string[] Registered =
    [
        "https://app.example/cb", "https://app.example:8443/cb?x=1&y=2", "https://app.example/a/b/", "http://127.0.0.1/cb", "http://127.0.0.1:7000/cb", "http://[::1]:9/cb?z", "cn-example-app:/cb",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "RFC 9700 §2.1")]
    [Trait("Case", "AZ-02")]
    [Trait("Case", "AZ-03")]
    [Trait("Case", "AZ-04")]
    public void Whatever_is_let_through_is_the_same_place_to_a_parser(bool native)
    {
        var mutator = new Mutator(native ? 11 : 12);
        var let = 0;
        for (var i = 0; i < 60_000; i++)
        {
            var registered = mutator.One(Registered);
            var presented = mutator.Text(registered);
            if (!RedirectUri.Matches(registered, presented, native))
                continue;
            let++;
            if (presented == registered)
                continue;
            Assert.True(native, $"'{presented}' was let through for '{registered}'");
            // RFC 8252 §7.3: only the port of a loopback address may differ.
            var (r, p) = (new Uri(registered), new Uri(presented));
            Assert.True(p.IsLoopback && p.UserInfo.Length == 0 && p.Fragment.Length == 0, presented);
            Assert.Equal((r.Scheme, r.Host, r.PathAndQuery), (p.Scheme, p.Host, p.PathAndQuery));
        }

        Assert.True(let > 0, "the mutator never came back to the honest text");
    }

    [Fact]
    [Trait("Case", "AZ-05")]
    public void Whatever_may_be_registered_is_harmless_to_a_parser()
    {
        var mutator = new Mutator(13);
        for (var i = 0; i < 60_000; i++)
        {
            var text = mutator.Text(mutator.One(Registered));
            if (RedirectUri.FaultOf(text, native: false) is not null)
                continue;
            var uri = new Uri(text);
            Assert.True(uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback), text);
            Assert.Equal("", uri.UserInfo);
            Assert.Equal("", uri.Fragment);
            Assert.DoesNotContain(text, sign => sign > '~' || sign <= ' ');
        }
    }
}
