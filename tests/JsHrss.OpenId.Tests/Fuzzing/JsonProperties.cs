using System.Text;
using System.Text.Json;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Tests.Fuzzing;

public sealed class JsonProperties
{
    private static readonly string[] Honest =
    [
        """{"iss":"https://id.example","sub":"p_1","aud":"hall","exp":1795250300,"iat":1795250000,"jti":"x"}""",
        """{"userinfo":{"name":{"essential":true},"phone_number":null},"id_token":{"acr":{"essential":true,"values":["a","b"]}}}""",
        """{"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","kid":"1"}]}""",
        """{"a":"\u00e4\ud83d\ude00","b":[1,2.5e3,true,null]}""",
    ];

    [Fact]
    [Trait("Case", "JW-07")]
    [Trait("Case", "HT-05")]
    public void Whatever_is_sent_is_an_object_without_repeated_members_or_nothing()
    {
        var mutator = new Mutator(31);
        var read = 0;
        for (var i = 0; i < 60_000; i++)
        {
            var bytes = mutator.Bytes(mutator.One(Honest));
            if (StrictJson.ReadObject(bytes) is not { } json)
                continue;
            read++;
            using var independent = JsonDocument.Parse(bytes);
            Assert.Equal(JsonValueKind.Object, independent.RootElement.ValueKind);
            Walk(json);
        }

        Assert.True(read > 500, $"only {read} of the inputs were read");
    }

    [Fact]
    [Trait("Case", "HT-05")]
    public void Depth_is_bounded()
    {
        for (var depth = 1; depth < 2000; depth += 37)
        {
            var text = string.Concat(Enumerable.Repeat("""{"a":""", depth)) + "1" + new string('}', depth);
            Assert.Equal(depth <= 16, StrictJson.ReadObject(Encoding.UTF8.GetBytes(text)) is not null);
        }
    }

    /// <summary>Every string can be asked for, every member stands once.</summary>
    private static void Walk(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.Equal(element.EnumerateObject().Count(), element.EnumerateObject().Select(member => member.Name).Distinct(StringComparer.Ordinal).Count());
                foreach (var member in element.EnumerateObject())
                    Walk(member.Value);
                break;
            case JsonValueKind.Array:
                foreach (var each in element.EnumerateArray())
                    Walk(each);
                break;
            case JsonValueKind.String:
                Assert.NotNull(element.GetString());
                break;
        }
    }
}
