using System.Text;
using FsCheck;
using FsCheck.Fluent;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.WebUtilities;

namespace JsHrss.OpenId.Tests.Fuzzing;

/// <summary>The form reader against every input, and against the framework's reader.</summary>
public sealed class FormProperties
{
    private const string Honest = "response_type=code&client_id=hall&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid+profile&state=x%20y&nonce=n&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&resource=https%3A%2F%2Fa.example&resource=https%3A%2F%2Fb.example";

    [Fact]
    [Trait("Spec", "RFC 6749 appendix B/coded")]
    public void What_is_well_encoded_is_read_back_as_it_was() => Check.QuickThrowOnFailure(Prop.ForAll(Pairs(), pairs =>
    {
        var encoded = string.Join('&', pairs.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        return !FormParameters.Parse(Encoding.UTF8.GetBytes(encoded)).Failed(out _, out var read)
            && pairs.All(pair => read[pair.Key] == (pair.Value.Length == 0 ? null : pair.Value));
    }));

    [Fact]
    [Trait("Case", "AZ-08")]
    [Trait("Case", "HT-05")]
    public void Whatever_is_sent_is_read_or_refused_and_what_is_read_is_what_the_framework_reads()
    {
        var mutator = new Mutator(21);
        var read = 0;
        for (var i = 0; i < 40_000; i++)
        {
            var bytes = mutator.Bytes(Honest);
            var form = !FormParameters.Parse(bytes).Failed(out _, out var parameters);
            var request = !RequestParameters.Parse(bytes).Failed(out _, out var sent);
            if (!form || !request)
                continue;
            read++;
            var framework = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(bytes));
            foreach (var (name, values) in framework)
            {
                if (name == "resource" || values is not [{ Length: > 0 } only])
                    continue;
                Assert.Equal(only, parameters![name]);
                Assert.Equal(only, sent![name]);
            }
        }

        Assert.True(read > 1000, $"only {read} of the inputs were read");
    }

    [Fact]
    [Trait("Case", "AZ-08")]
    public void A_repeated_parameter_is_never_believed() => Check.QuickThrowOnFailure(Prop.ForAll(Pairs(), pairs =>
    {
        var repeated = pairs.FirstOrDefault(pair => pair.Key != "resource");
        if (repeated.Key is null)
            return true;
        var encoded = string.Join('&', pairs.Append(repeated).Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        var bytes = Encoding.UTF8.GetBytes(encoded);
        return FormParameters.Parse(bytes).Failed(out _, out _)
            && !RequestParameters.Parse(bytes).Failed(out _, out var sent) && sent[repeated.Key] is null && sent.Repeated.Contains(repeated.Key);
    }));

    /// <summary>One to twenty parameters, each named once, of printable text.</summary>
    private static Arbitrary<KeyValuePair<string, string>[]> Pairs()
    {
        var text = ArbMap.Default.GeneratorFor<string?>().Select(value => new string([.. (value ?? "").Where(sign => !char.IsControl(sign) && !char.IsSurrogate(sign))]));
        var pair = from name in text.Where(name => name.Length is > 0 and <= 40) from value in text select KeyValuePair.Create(name, value);
        return pair.NonEmptyListOf().Select(list => list.DistinctBy(each => each.Key).Take(20).ToArray()).ToArbitrary();
    }
}
