using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using JsHrss.Architecture.Tests;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.EndSession;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Token;
using JsHrss.OpenId.Token.Grants;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.Coverage;

/// <summary>
/// Writes docs/spec-coverage.md: every obligation of the specifications with the code that cites it and the test that proves it, and every rule in the order asked.
/// A trait proves an obligation by its key (<c>RFC 6749 §4.1.3/redirect-uri</c>); a trait that names only a section says what a test is about and proves nothing.
/// </summary>
public sealed partial class SpecCoverageTests
{
    /// <summary>What an obligation may be left to; anything else open is forgotten.</summary>
    private static readonly string[] Slices = ["signout-engine", "client-auth", "requests", "keys", "limits"];

    private static readonly IReadOnlyList<Obligation> Catalogue = Obligation.ReadAll();
    private static readonly ILookup<string, string> Proofs = SpecTraits.ReadAll().Distinct().OrderBy(pair => pair.Test, StringComparer.Ordinal).ToLookup(pair => pair.Trait, pair => pair.Test, StringComparer.Ordinal);

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
            AuthorizationRulebook.With([], new DetailTypes([])).Rules.Select(rule => rule.Law).Concat(SignOutRulebook.All.Rules.Select(rule => rule.Law)).Concat(Checks(host).Select(check => check.Law)),
            law => Assert.Matches("^.+ §[0-9][0-9.]*$", law.ToString()));
    }

    [Fact]
    public void Every_obligation_is_proven_or_is_told_why_not() =>
        Assert.Empty(Catalogue.Where(one => one.Applies && !Proofs.Contains(one.Key)).Select(one => $"{one.Key}: {one.Text}: no test has this trait."));

    [Fact]
    public void What_is_open_is_left_to_somebody() =>
        Assert.Empty(Catalogue.Where(one => !one.Applies && !Status().IsMatch(one.Status) || (one.IsOpen && !Slices.Contains(one.Status["open: ".Length..]))).Select(one => $"{one.Key}: {one.Status}"));

    [Fact]
    public void Every_obligation_is_told_once_and_binds_somebody()
    {
        Assert.Empty(Catalogue.GroupBy(one => one.Key).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.Empty(Catalogue.Where(one => one.Name.Length == 0 && (one.Applies || one.IsOpen)).Select(one => $"{one.Key}: needs a name that a trait can prove it by."));
        Assert.All(Catalogue, one => Assert.Contains(one.Binds, new[] { "server", "client", "both" }));
    }

    /// <summary>A misspelt trait would prove nothing and say so to nobody. A specification without catalogue is added to Obligations/cited.tsv.</summary>
    [Fact]
    public void A_trait_names_a_section_or_an_obligation_of_a_catalogue()
    {
        var known = Catalogue.Select(one => one.Key).Concat(Catalogue.Select(one => $"{one.Specification} {one.Section}")).ToHashSet(StringComparer.Ordinal);
        var catalogued = Catalogue.Select(one => one.Specification).ToHashSet(StringComparer.Ordinal);
        var cited = Obligation.ReadCited();
        string[] unknown = [.. Proofs.Select(proof => proof.Key).Where(trait => !IsKnown(trait, Section().Match(trait)))];
        Assert.Empty(unknown);

        bool IsKnown(string trait, Match match) => match.Success && (catalogued.Contains(match.Groups[1].Value) ? known.Contains(trait) : cited.ContainsKey(match.Groups[1].Value));
    }

    [Fact]
    public void No_test_proves_what_does_not_apply() =>
        Assert.Empty(Catalogue.Where(one => one.Name.Length > 0 && one.Status.StartsWith("not: ", StringComparison.Ordinal) && Proofs.Contains(one.Key)).Select(one => one.Key));

    private static string Write(ProviderHost host)
    {
        var text = new StringBuilder("# Specification coverage\n\nWritten by a test (`UPDATE_DOCS=1 dotnet test --project tests/JsHrss.OpenId.Tests`); do not edit. ");
        text.Append("The obligations stand in `tests/JsHrss.OpenId.Tests/Coverage/Obligations`, in our own words; a test proves one by the trait that names it.\n");
        Summary(text);
        var citations = SpecCitations.ReadAll();
        foreach (var specification in Catalogue.GroupBy(one => (one.Specification, one.Title)))
            Obligations(text, specification.Key.Specification, specification.Key.Title, specification, citations);
        text.Append("\n## Rules of an authorization request, in the order asked\n\nA request that breaks one is answered with the first breach. Rules of the host follow.\n\n| | rule | section |\n|---|---|---|\n");
        Number(text, AuthorizationRulebook.With([], new DetailTypes([])).Rules.Select(rule => (rule.GetType().Name, rule.Law)));
        text.Append("\n## Checks of an interaction, in the order asked\n\nThe first need decides the page, or with `prompt=none` the error. Checks of the host follow.\n\n| | check | section |\n|---|---|---|\n");
        Number(text, Checks(host).Select(check => (check.GetType().Name, check.Law)));
        text.Append("\n## Rules of a token request, in the order asked\n\n| | rule | section |\n|---|---|---|\n");
        Number(text, TokenRulebook.For([], [], null, new DetailTypes([])).Rules.Select(rule => (rule.GetType().Name, rule.Law)));
        text.Append("\n## Rules of a sign-out request, in the order asked\n\nA request that breaks one is shown as an error page; nothing is redirected.\n\n| | rule | section |\n|---|---|---|\n");
        Number(text, SignOutRulebook.All.Rules.Select(rule => (rule.GetType().Name, rule.Law)));
        text.Append("\n## Grant types\n\n| | class | section |\n|---|---|---|\n");
        Number(text, host.Service<IEnumerable<IGrantType>>().Select(grant => (grant.GetType().Name, grant.Law)));
        Others(text);
        return text.ToString();
    }

    private static void Summary(StringBuilder text)
    {
        text.Append("\n| specification | obligations | proven | open | deviates | does not apply |\n|---|---|---|---|---|---|\n");
        foreach (var all in Catalogue.GroupBy(one => one.Specification))
        {
            var proven = all.Count(IsProven);
            text.Append(CultureInfo.InvariantCulture, $"| {all.Key} | {all.Count()} | {proven} | {all.Count(one => one.IsOpen && !IsProven(one))} | {all.Count(one => one.Status.StartsWith("deviates", StringComparison.Ordinal))} | {all.Count(one => one.Status.StartsWith("not", StringComparison.Ordinal))} |\n");
        }
    }

    private static void Obligations(StringBuilder text, string specification, string title, IEnumerable<Obligation> all, ILookup<string, string> citations)
    {
        text.Append($"\n## {specification}\n\n{title}\n\n| section | obligation | code that cites the section | proven by |\n|---|---|---|---|\n");
        var last = "";
        foreach (var one in all)
        {
            var code = one.Section == last ? "" : string.Join(", ", citations[$"{specification} {one.Section}"].Select(file => $"`{file}`"));
            var proof = IsProven(one) ? string.Join("<br>", Proofs[one.Key].Select(test => $"`{test}`"))
                : one.IsOpen ? $"**{one.Status}**"
                : one.Applies ? "**nothing**" : one.Status;
            text.Append($"| {one.Section}{(one.Name.Length == 0 ? "" : "/" + one.Name)} | {one.Text} | {code} | {proof} |\n");
            last = one.Section;
        }
    }

    /// <summary>Sections of specifications without catalogue, and what tests say of a section as a whole.</summary>
    private static void Others(StringBuilder text)
    {
        var keys = Catalogue.Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        text.Append("\n## Further tests by section\n\n| section | tests |\n|---|---|\n");
        foreach (var section in Proofs.Where(proof => !keys.Contains(proof.Key)).OrderBy(proof => Sortable(proof.Key), StringComparer.Ordinal))
            text.Append($"| {section.Key} | {string.Join("<br>", section.Select(test => $"`{test}`"))} |\n");
    }

    private static bool IsProven(Obligation one) => (one.Applies || one.IsOpen) && Proofs.Contains(one.Key);

    private static IEnumerable<IOrderedCheck> Checks(ProviderHost host) => host.Service<InteractionPolicy>().Checks.OfType<IOrderedCheck>();

    private static void Number(StringBuilder text, IEnumerable<(string Name, SpecRef Law)> rows)
    {
        foreach (var (number, (name, law)) in rows.Index())
            text.Append(CultureInfo.InvariantCulture, $"| {number + 1} | `{name}` | {law} |\n");
    }

    /// <summary>Numbers padded, so that §10 stands after §9.</summary>
    private static string Sortable(string section) => Digits().Replace(section, number => number.Value.PadLeft(6, '0'));

    [GeneratedRegex(@"^(?:open|not|deviates): \S.*$", RegexOptions.None, 1000)]
    private static partial Regex Status();

    [GeneratedRegex(@"^(.+?) (?:(?:§[0-9][0-9.]*|appendix [A-Z])(?:/[a-z0-9-]+)?|unit_hint)$", RegexOptions.None, 1000)]
    private static partial Regex Section();

    [GeneratedRegex(@"\d+", RegexOptions.None, 1000)]
    private static partial Regex Digits();
}
