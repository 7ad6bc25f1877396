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
