using System.Text.RegularExpressions;

namespace JsHrss.Architecture.Tests;

/// <summary>Rules that hold over the text of the product's source.</summary>
public sealed partial class SourceTextTests
{
    private static IEnumerable<(string Path, string Text)> Product => Repository.Files("src", ".cs", ".cshtml").Concat(Repository.Files("samples", ".cs", ".cshtml"));

    [Fact]
    public void No_source_file_is_longer_than_250_lines() =>
        Assert.Empty(Product.Where(file => file.Text.Count(c => c == '\n') > 250).Select(file => file.Path));

    [Fact]
    public void A_database_context_is_known_to_Storage_alone() =>
        Assert.Empty(Product.Where(file => !file.Path.StartsWith("src/JsHrss.Storage/", StringComparison.Ordinal) && file.Text.Contains("DbContext", StringComparison.Ordinal)).Select(file => file.Path));

    [Fact]
    public void Engine_and_domain_meet_only_in_the_bridge_and_in_storage()
    {
        Assert.Empty(Repository.Files("src/JsHrss.OpenId", ".cs").Where(file => file.Text.Contains("JsHrss.Accounts", StringComparison.Ordinal)).Select(file => file.Path));
        Assert.Empty(Repository.Files("src/JsHrss.Accounts", ".cs").Where(file => file.Text.Contains("JsHrss.OpenId", StringComparison.Ordinal)).Select(file => file.Path));
        Assert.Empty(Repository.Files("src/JsHrss.IdP", ".cs", ".cshtml")
            .Where(file => !file.Path.StartsWith("src/JsHrss.IdP/Bridge/", StringComparison.Ordinal)
                && file.Text.Contains("using JsHrss.OpenId", StringComparison.Ordinal) && file.Text.Contains("using JsHrss.Accounts", StringComparison.Ordinal))
            .Select(file => file.Path));
    }

    [Fact]
    public void Nothing_is_named_by_a_word_that_says_nothing() =>
        Assert.Empty(Product.SelectMany(file => EmptyWords().Matches(file.Text).Select(match => $"{file.Path}: {match.Groups[1].Value}")));

    /// <summary>One word per thing (docs/glossary.md); names of specifications and of the framework are not declared here and so are not met.</summary>
    [Fact]
    public void No_type_is_named_by_a_banned_synonym_of_the_glossary() =>
        Assert.Empty(Product.SelectMany(file => BannedSynonyms().Matches(file.Text).Select(match => $"{file.Path}: {match.Groups[1].Value}")));

    [Fact]
    public void No_source_of_the_product_promises_to_be_finished_later() =>
        Assert.Empty(Repository.Files("src", ".cs", ".cshtml").Where(file => Unfinished().IsMatch(file.Text)).Select(file => file.Path));

    [Fact]
    public void Statements_take_the_time_as_a_parameter() =>
        Assert.Empty(Repository.Files("src/JsHrss.Storage", ".cs").Where(file => DatabaseClock().IsMatch(file.Text)).Select(file => file.Path));

    /// <summary>Keys order and name; what proves comes from the system's generator. A random Guid has 122 bits of which its maker promises nothing.</summary>
    [Fact]
    [Trait("Case", "PI-15")]
    public void Nothing_is_made_of_guessable_chance() =>
        Assert.Empty(Repository.Files("src", ".cs", ".cshtml").Where(file => GuessableChance().IsMatch(file.Text)).Select(file => file.Path));

    /// <summary>A pattern over what somebody sends must not run for ever: each has an end, or cannot go back at all (case HT-13).</summary>
    [Fact]
    [Trait("Case", "HT-13")]
    public void Every_regular_expression_has_an_end() =>
        Assert.Empty(Product.SelectMany(file => Expressions().Matches(file.Text)
            .Where(match => !HasAnEnd().IsMatch(file.Text.AsSpan(match.Index, Math.Min(400, file.Text.Length - match.Index))))
            .Select(match => $"{file.Path}: {match.Value}")));

    [Theory]
    [Trait("Case", "HT-13")]
    [InlineData("new Regex(\"a\")", false)]
    [InlineData("Regex.IsMatch(text, \"a\")", false)]
    [InlineData("[GeneratedRegex(\"a\")]", false)]
    [InlineData("[RegularExpression(\"a\")]", false)]
    [InlineData("[RegularExpression(\"a\", MatchTimeoutInMilliseconds = 100)]", true)]
    [InlineData("[GeneratedRegex(\"a\", RegexOptions.None, 1000)]", true)]
    [InlineData("[GeneratedRegex(\"a\", RegexOptions.NonBacktracking)]", true)]
    [InlineData("new Regex(\"a\", RegexOptions.None, TimeSpan.FromSeconds(1))", true)]
    public void An_expression_without_an_end_is_seen(string source, bool hasAnEnd) =>
        Assert.Equal(hasAnEnd, Expressions().IsMatch(source) && HasAnEnd().IsMatch(source));

    [GeneratedRegex(@"\bnew Regex\(|\bRegex\.(?:IsMatch|Match|Matches|Replace|Split|Count|EnumerateMatches)\(|\[GeneratedRegex\(|\[RegularExpression\(", RegexOptions.None, 1000)]
    private static partial Regex Expressions();

    [GeneratedRegex(@"\A[^;]*?(?:NonBacktracking|TimeSpan\.From|MatchTimeoutInMilliseconds|,\s*\d+\)\])", RegexOptions.None, 1000)]
    private static partial Regex HasAnEnd();

    [GeneratedRegex(@"(?:class|record|struct|interface|enum)\s+(\w*(?:Common|Utils?|(?<!Tag)Helper|Manager|Info|Data))\b", RegexOptions.None, 1000)]
    private static partial Regex EmptyWords();

    [GeneratedRegex(@"(?:class|record|struct|interface|enum)\s+(\w*(?:Company|Tenant|Organization(?!alCode|Code)|LegalPerson|Enterprise|Staff|AppUser)\w*)", RegexOptions.None, 1000)]
    private static partial Regex BannedSynonyms();

    [GeneratedRegex(@"\b(?:TODO|FIXME|HACK|NotImplementedException)\b|simplified for", RegexOptions.None, 1000)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"Random\.Shared|new Random\(|Guid\.NewGuid", RegexOptions.None, 1000)]
    private static partial Regex GuessableChance();

    [GeneratedRegex(@"strftime\(|datetime\('now'|unixepoch\(|\bnow\(\)|getutcdate\(|sysutcdatetime\(|CURRENT_TIMESTAMP", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex DatabaseClock();
}
