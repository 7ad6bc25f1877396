using System.Text;
using System.Text.RegularExpressions;

namespace JsHrss.Architecture.Tests;

/// <summary>Writes docs/security-coverage.md: every case of the security catalogue with its tests, or the issue that will build it.</summary>
public sealed partial class SecurityCoverageTests
{
    private const string Document = "docs/security-coverage.md";

    [Fact]
    public void The_committed_coverage_of_security_cases_is_the_true_one() => WrittenDocument.IsCurrent(Document, Write());

    [Fact]
    public void A_test_names_only_cases_of_the_catalogue() =>
        Assert.Empty(TestsByCase().Keys.Except(Cases().Select(row => row.Case)));

    [Fact]
    public void Every_case_has_a_test_or_names_the_issue_that_will_build_it() =>
        Assert.Empty(Cases().Where(row => !TestsByCase().ContainsKey(row.Case) && !row.Issue.EndsWith(" issue", StringComparison.Ordinal)).Select(row => row.Case));

    private static string Write()
    {
        var tests = TestsByCase();
        var text = new StringBuilder("# Security coverage\n\nWritten by a test (`UPDATE_DOCS=1 dotnet test --project tests/JsHrss.Architecture.Tests`); do not edit.\n\n");
        var covered = Cases().Count(row => tests.ContainsKey(row.Case));
        text.Append($"{covered} of {Cases().Count} cases have a test.\n");
        foreach (var section in Cases().GroupBy(row => row.Case[..2], StringComparer.Ordinal))
        {
            text.Append($"\n## {section.Key}\n\n| case | what the attacker or the fault does | test, or who will build it |\n|---|---|---|\n");
            foreach (var (id, what, issue) in section)
                text.Append($"| {id} | {what.Replace("|", "\\|", StringComparison.Ordinal)} | {(tests.TryGetValue(id, out var by) ? string.Join("<br>", by.Select(test => $"`{test}`")) : "later: " + issue)} |\n");
        }

        AppendFuzzRuns(text);
        return text.ToString();
    }

    /// <summary>What was found by hand-run searches, which no test run repeats: the figures are written beside the cases.</summary>
    private static void AppendFuzzRuns(StringBuilder text)
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "tests/JsHrss.Architecture.Tests/FuzzRuns.tsv")).Select(line => line.Split('\t')).ToArray();
        text.Append("\n## Fuzzing over HTTP\n\n`tests/JsHrss.Fuzz` spoils honest requests of every endpoint and page (several mutations each, tokens and interactions that are good when they are spoilt) and sends them as bytes to the product, built for\nRelease, over a new database with the demonstration data; load limits are raised, so that they do not answer in the place of the readers behind them.\n\n");
        foreach (var (index, row) in rows.Index())
        {
            text.Append($"| {string.Join(" | ", row)} |\n");
            if (index == 0)
                text.Append(string.Concat(row.Select(_ => "|---"))).Append("|\n");
        }
    }

    private static List<(string Case, string What, string Issue)> Cases() =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "tests/JsHrss.Architecture.Tests/SecurityCases.tsv")).Skip(1).Select(line => line.Split('\t')).Select(cells => (cells[0], cells[1], cells[2]))];

    /// <summary>Read from source text, so that no test assembly has to be loaded into another.</summary>
    private static SortedDictionary<string, SortedSet<string>> TestsByCase()
    {
        var found = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var (path, text) in Repository.Files("tests", ".cs"))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            foreach (Match trait in CaseTrait().Matches(text))
            {
                var method = MethodName().Match(text, trait.Index + trait.Length);
                var test = method.Success ? $"{name}.{method.Groups[1].Value}" : name;
                (found.TryGetValue(trait.Groups[1].Value, out var tests) ? tests : found[trait.Groups[1].Value] = new SortedSet<string>(StringComparer.Ordinal)).Add(test);
            }
        }

        return found;
    }

    [GeneratedRegex("""Trait\("Case",\s*"([A-Z]{2}-\d\d)"\)""", RegexOptions.None, 1000)]
    private static partial Regex CaseTrait();

    [GeneratedRegex(@"public\s+(?:async\s+)?(?:static\s+)?(?:sealed\s+)?(?:abstract\s+)?(?:partial\s+)?(?:class\s+|[\w<>\[\], ]+?\s+)(\w+)\s*(?:\(|:|\r?\n)", RegexOptions.None, 1000)]
    private static partial Regex MethodName();
}
