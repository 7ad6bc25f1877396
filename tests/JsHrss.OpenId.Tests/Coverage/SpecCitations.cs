using System.Text.RegularExpressions;
using JsHrss.Architecture.Tests;

namespace JsHrss.OpenId.Tests.Coverage;

/// <summary>Which files of the product cite which section: where the code that obeys it stands.</summary>
internal static partial class SpecCitations
{
    public static ILookup<string, string> ReadAll() => Repository.Files("src", ".cs")
        .SelectMany(file => Citation().Matches(file.Text).Select(match => (Section: SectionOf(match), File: Path.GetFileNameWithoutExtension(file.Path))))
        .Distinct()
        .OrderBy(pair => pair.File, StringComparer.Ordinal)
        .ToLookup(pair => pair.Section, pair => pair.File, StringComparer.Ordinal);

    private static string SectionOf(Match match)
    {
        var name = match.Groups["spec"].Value;
        var specification = name.StartsWith("RFC ", StringComparison.Ordinal) ? name : "OIDC " + name.Split(' ', 3) switch
        {
            ["OpenID", "Connect", var rest] => rest,
            ["OIDC", ..] => name["OIDC ".Length..],
            _ => name,
        };
        return $"{specification} §{match.Groups["section"].Value.TrimEnd('.')}";
    }

    [GeneratedRegex("""(?<spec>RFC [0-9]{4}|(?:OpenID Connect |OIDC )?(?:Core|Discovery|RP-Initiated Logout|Back-Channel Logout))(?: §|", ")(?<section>[0-9][0-9.]*)""", RegexOptions.None, 2000)]
    private static partial Regex Citation();
}
