using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using JsHrss.Architecture.Tests;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Token;
using JsHrss.OpenId.Token.Grants;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.Coverage;

/// <summary>Writes docs/spec-coverage.md: every rule and check in the order asked, and every test by the section it covers. A changed order is a failed test.</summary>
public sealed partial class SpecCoverageTests
{
    [Fact]
    public async Task The_committed_coverage_of_the_specifications_is_the_true_one()
    {
        await using var host = await ProviderHost.StartAsync();
        WrittenDocument.IsCurrent("docs/spec-coverage.md", Write(host));
    }

    [Fact]
    public async Task Every_rule_and_check_obeys_a_named_section()
    {
        await using var host = await ProviderHost.StartAsync();
        Assert.All(
            AuthorizationRulebook.With([]).Rules.Select(rule => rule.Law).Concat(Checks(host).Select(check => check.Law)),
            law => Assert.Matches("^.+ §[0-9][0-9.]*$", law.ToString()));
    }

    [Fact]
    public void A_test_names_a_section_in_the_one_spelling() => Assert.All(TestsBySection().Select(entry => entry.Section), section => Assert.Matches(Section(), section));

    private static string Write(ProviderHost host)
    {
        var text = new StringBuilder(
            "# Specification coverage\n\nWritten by a test (`UPDATE_DOCS=1 dotnet test --project tests/JsHrss.OpenId.Tests`); do not edit.\n");
        text.Append("\n## Rules of an authorization request, in the order asked\n\nA request that breaks one is answered with the first breach. Rules of the host follow.\n\n| | rule | section |\n|---|---|---|\n");
        Number(text, AuthorizationRulebook.With([]).Rules.Select(rule => (rule.GetType().Name, rule.Law)));
        text.Append("\n## Checks of an interaction, in the order asked\n\nThe first need decides the page, or with `prompt=none` the error. Checks of the host follow.\n\n| | check | section |\n|---|---|---|\n");
        Number(text, Checks(host).Select(check => (check.GetType().Name, check.Law)));
        text.Append("\n## Rules of a token request, in the order asked\n\n| | rule | section |\n|---|---|---|\n");
        Number(text, TokenRulebook.For([], []).Rules.Select(rule => (rule.GetType().Name, rule.Law)));
        text.Append("\n## Grant types\n\n| | class | section |\n|---|---|---|\n");
        Number(text, host.Service<IEnumerable<IGrantType>>().Select(grant => (grant.GetType().Name, grant.Law)));
        text.Append("\n## Tests by section\n\n| section | tests |\n|---|---|\n");
        foreach (var section in TestsBySection().GroupBy(entry => entry.Section, entry => entry.Test).OrderBy(group => Sortable(group.Key), StringComparer.Ordinal))
            text.Append($"| {section.Key} | {string.Join("<br>", section.Distinct().Order(StringComparer.Ordinal).Select(test => $"`{test}`"))} |\n");
        return text.ToString();
    }

    private static IEnumerable<IOrderedCheck> Checks(ProviderHost host) => host.Service<InteractionPolicy>().Checks.OfType<IOrderedCheck>();

    private static void Number(StringBuilder text, IEnumerable<(string Name, SpecRef Law)> rows)
    {
        foreach (var (number, (name, law)) in rows.Index())
            text.Append($"| {number + 1} | `{name}` | {law} |\n");
    }

    private static IEnumerable<(string Section, string Test)> TestsBySection() =>
        from type in typeof(SpecCoverageTests).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.GetCustomAttributes<FactAttribute>().Any()
        from trait in method.GetCustomAttributes<TraitAttribute>().Concat(type.GetCustomAttributes<TraitAttribute>())
        where trait.Name == "Spec"
        select (trait.Value, $"{type.Name}.{method.Name}");

    /// <summary>Numbers padded, so that §10 stands after §9.</summary>
    private static string Sortable(string section) => Digits().Replace(section, number => number.Value.PadLeft(6, '0'));

    [GeneratedRegex(@"^(RFC \d{4}|OIDC (Core|Discovery|Registration|RP-Initiated Logout|Back-Channel Logout|Front-Channel Logout)|OAuth 2\.0 Multiple Response Types|OpenID Connect Core Unmet Authentication Requirements) (§[0-9][0-9.]*|appendix [A-Z])$", RegexOptions.None, 1000)]
    private static partial Regex Section();

    [GeneratedRegex(@"\d+", RegexOptions.None, 1000)]
    private static partial Regex Digits();
}
