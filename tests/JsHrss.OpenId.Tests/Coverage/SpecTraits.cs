using System.Text.RegularExpressions;
using JsHrss.Architecture.Tests;

namespace JsHrss.OpenId.Tests.Coverage;

/// <summary>Which tests name which section or obligation. Read from source text, so that no test assembly has to be loaded into another.</summary>
internal static partial class SpecTraits
{
    /// <summary>Only these test the protocol; other traits name rules of the user guides (<c>R34</c>, <c>C21</c>).</summary>
    private static readonly string[] Projects = ["tests/JsHrss.OpenId.Tests", "tests/JsHrss.IdP.Tests", "tests/JsHrss.Storage.Tests", "tests/RelyingParty.Tests"];

    /// <summary>Every trait, in one spelling, with its test.</summary>
    public static IReadOnlyList<(string Trait, string Test)> ReadAll() => [.. Projects.SelectMany(project => Repository.Files(project, ".cs")).SelectMany(file => Of(file.Text))];

    private static IEnumerable<(string Trait, string Test)> Of(string text)
    {
        var (type, pending, ofType) = ("", new List<string>(), new List<string>());
        foreach (Match token in Token().Matches(text))
        {
            if (token.Groups["trait"].Success)
            {
                pending.Add(InOneSpelling(token.Groups["trait"].Value));
                continue;
            }

            if (token.Groups["type"].Success)
            {
                (type, ofType) = (token.Groups["type"].Value, [.. pending]);
                foreach (var trait in ofType)
                    yield return (trait, type);
            }
            else
            {
                foreach (var trait in pending)
                    yield return (trait, $"{type}.{token.Groups["method"].Value}");
            }

            pending.Clear();
        }
    }

    private static string InOneSpelling(string trait) => trait.StartsWith("OpenID Connect ", StringComparison.Ordinal) ? "OIDC " + trait["OpenID Connect ".Length..] : trait;

    [GeneratedRegex("""
        Trait\("Spec",\s*"(?![CR]\d+")(?<trait>[^"]+)"\)
        |^(?:public|internal)\ [\w\ ]*\bclass\ (?<type>\w+)
        |^\ {4}public\ [^=;{]*?\b(?<method>\w+)\(
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.Multiline, 2000)]
    private static partial Regex Token();
}
