using System.Reflection;
using System.Text.RegularExpressions;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Signals;
using JsHrss.Storage.Signals;

namespace JsHrss.Storage.Tests.Signals;

/// <summary>Every code of an audit fact was decided: it means a signal, or none.</summary>
public sealed partial class SignalMapTests
{
    private static readonly string[] Libraries = ["JsHrss.Accounts", "JsHrss.OpenId", "JsHrss.Storage", "JsHrss.IdP", "JsHrss.Upstreams"];

    [Fact]
    public void Every_code_of_the_domain_is_in_the_map()
    {
        var codes = typeof(FactCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).ToArray();
        Assert.True(codes.Length > 25);
        Assert.Empty(codes.Except(SignalMap.Codes));
    }

    [Fact]
    public void Every_code_in_the_source_is_in_the_map_and_nothing_else()
    {
        var sources = Sources().Where(file => !file.EndsWith("SignalMap.cs", StringComparison.Ordinal)).Select(File.ReadAllText).ToArray();
        string[] written = [.. sources.SelectMany(text => WrittenCode().Matches(text)).Select(match => match.Groups["code"].Value).Distinct()];

        Assert.True(written.Length > 15);
        Assert.Empty(written.Except(SignalMap.Codes));
        var everything = string.Concat(sources);
        Assert.All(SignalMap.Codes, code => Assert.Contains($"\"{code}\"", everything, StringComparison.Ordinal));
    }

    [Fact]
    public void A_code_that_nobody_decided_is_refused_and_types_are_told_apart()
    {
        Assert.Throws<InvalidOperationException>(() => SignalMap.Of("member.forgotten"));
        string[] used = [.. SignalMap.Codes.Select(SignalMap.Of).OfType<SignalType>().Select(type => type.Code).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(SignalType.All.Keys.Order(StringComparer.Ordinal), used);
    }

    private static IEnumerable<string> Sources()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "JsHrss.sln")))
            root = root.Parent;
        return Libraries.SelectMany(library => Directory.EnumerateFiles(Path.Combine(root!.FullName, "src", library), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
    }

    /// <summary>Where facts are made: of the engine, of its grants, of the store, and those whose code is a constant.</summary>
    [GeneratedRegex("""(?:Change\.Fact|AuditEntry|\bOk|\bRefused|\bRevoked|\bFact)\("(?<code>[a-z_]+(?:\.[a-z_]+)+)"|const string Code = "(?<code>audit\.[a-z_]+)"|\bCode = "(?<code>[a-z_]+\.[a-z_]+)",""")]
    private static partial Regex WrittenCode();
}
