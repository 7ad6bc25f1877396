using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace JsHrss.Architecture.Tests;

/// <summary>Writes docs/acceptance.md: every rule of unit governance, R121 to R155, with the tests that carry its number, or who else keeps it.</summary>
public sealed partial class AcceptanceTests
{
    private const string Document = "docs/acceptance.md";

    [Fact]
    public void The_committed_acceptance_list_is_the_true_one() => WrittenDocument.IsCurrent(Document, Write());

    [Fact]
    public void Every_rule_has_one_row_in_order() =>
        Assert.Equal(Enumerable.Range(121, 35).Select(number => "R" + number.ToString(CultureInfo.InvariantCulture)), Rules().Select(row => row.Rule));

    [Fact]
    public void Every_rule_has_a_test_or_says_who_keeps_it() =>
        Assert.Empty(Rules().Where(row => !TestsByRule().ContainsKey(row.Rule) && !IsLater(row.Elsewhere) && !row.Elsewhere.StartsWith("relying party's", StringComparison.Ordinal)).Select(row => row.Rule));

    [Fact]
    public void A_rule_is_named_by_tests_alone() => Assert.Empty(Named().Where(one => !one.IsTest).Select(one => one.Name));

    private static bool IsLater(string elsewhere) => elsewhere.StartsWith("later: ", StringComparison.Ordinal);

    private static string Write()
    {
        var tests = TestsByRule();
        var text = new StringBuilder("# Acceptance: unit governance\n\nWritten by a test (`UPDATE_DOCS=1 dotnet test --project tests/JsHrss.Architecture.Tests`); do not edit.\n\n");
        text.Append("The rules of the guide about members, mandates, institutions and the unit centre (R121 to R155), each with the tests that carry its number.\n\n");
        text.Append("| rule | what it asks | test, or who keeps it |\n|---|---|---|\n");
        foreach (var (rule, what, elsewhere) in Rules())
        {
            var by = tests.TryGetValue(rule, out var named) ? named.Select(test => $"`{test}`").ToArray() : [];
            // What is said to come later has come once there is a test; what another keeps, another keeps all the same.
            var rest = by.Length > 0 && IsLater(elsewhere) ? "" : elsewhere;
            text.Append($"| {rule} | {what} | {string.Join("<br>", rest.Length > 0 ? by.Append(rest) : by)} |\n");
        }

        return text.ToString();
    }

    private static List<(string Rule, string What, string Elsewhere)> Rules() =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "tests/JsHrss.Architecture.Tests/AcceptanceRules.tsv")).Skip(1).Select(line => line.Split('\t')).Select(cells => (cells[0], cells[1], cells[2]))];

    private static SortedDictionary<string, SortedSet<string>> TestsByRule()
    {
        var found = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var (rule, name, _) in Named())
            (found.TryGetValue(rule, out var tests) ? tests : found[rule] = new SortedSet<string>(StringComparer.Ordinal)).Add(name);
        return found;
    }

    /// <summary>Read from source text: which method or class carries a rule's number, and whether it is a test, or a class that holds some.</summary>
    private static IEnumerable<(string Rule, string Name, bool IsTest)> Named()
    {
        foreach (var (path, text) in Repository.Files("tests", ".cs"))
        {
            foreach (Match trait in RuleTrait().Matches(text))
            {
                var carrier = Carrier().Match(text, trait.Index + trait.Length);
                var type = Path.GetFileNameWithoutExtension(path);
                if (!carrier.Success)
                    yield return (trait.Groups[1].Value, $"{type}: a trait at the end of the file", false);
                else if (carrier.Groups["class"].Success)
                    yield return (trait.Groups[1].Value, carrier.Groups["class"].Value, IsTest().IsMatch(text, carrier.Index));
                else
                    yield return (trait.Groups[1].Value, $"{type}.{carrier.Groups["method"].Value}", IsTest().IsMatch(AttributesAround(text, trait.Index, carrier.Index)));
            }
        }
    }

    /// <summary>The attributes of the method that a trait stands over: a blank line parts members.</summary>
    private static string AttributesAround(string text, int trait, int method) => text[Math.Max(0, text.LastIndexOf("\n\n", trait, StringComparison.Ordinal))..method];

    [GeneratedRegex("""Trait\("Spec",\s*"(R1(?:2[1-9]|[34]\d|5[0-5]))"\)""", RegexOptions.None, 1000)]
    private static partial Regex RuleTrait();

    [GeneratedRegex(@"public\s+(?:static\s+|sealed\s+|abstract\s+|partial\s+|async\s+)*(?:class\s+(?<class>\w+)|[\w<>\[\], ]+?\s+(?<method>\w+)\s*\()", RegexOptions.None, 1000)]
    private static partial Regex Carrier();

    [GeneratedRegex(@"\[(?:Fact|Theory)\b", RegexOptions.None, 1000)]
    private static partial Regex IsTest();
}
