using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using JsHrss.Accounts.Contexts;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;

namespace JsHrss.IdP.Tests.Pages;

public sealed partial class TextTests
{
    private static readonly string Folder = PagesHost.SourceFolder("src/JsHrss.IdP/Resources");

    public static TheoryData<string> Areas => [.. Directory.EnumerateFiles(Folder, "*.zh.resx").Select(file => Path.GetFileName(file).Split('.')[0])];

    [Theory]
    [MemberData(nameof(Areas))]
    public void Both_languages_hold_the_same_texts_with_the_same_gaps(string area)
    {
        var (chinese, english) = (Read(area, "zh"), Read(area, "en"));
        Assert.Equal(chinese.Keys.Order(StringComparer.Ordinal), english.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, text) in chinese)
        {
            Assert.False(string.IsNullOrWhiteSpace(text), $"{area} {key} is empty.");
            Assert.Equal(Gaps().Matches(text).Select(gap => gap.Value).Distinct().Order(), Gaps().Matches(english[key]).Select(gap => gap.Value).Distinct().Order());
        }
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void No_text_shouts_or_blames(string area)
    {
        Assert.All(Read(area, "zh"), text => Assert.DoesNotMatch(Shouting(), text.Value));
        Assert.All(Read(area, "en"), text => Assert.DoesNotContain("!", text.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_text_that_a_page_asks_for_by_name_exists()
    {
        var source = Directory.EnumerateFiles(PagesHost.SourceFolder("src/JsHrss.IdP/Pages"), "*.cs*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(PagesHost.SourceFolder("src/JsHrss.IdP/Web"), "*.cs"));
        var all = Areas.SelectMany(area => Read(area.Data, "zh").Keys).ToImmutableHashSet();
        var asked = source.SelectMany(file => Named().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value));
        Assert.Empty(asked.Where(key => !all.Contains(key)).Distinct());
    }

    [Fact]
    public void Every_reason_of_the_domain_has_words()
    {
        var (choose, notServed) = (Read("Choose", "zh"), Read("NotServed", "zh"));
        var authority = Constants(typeof(AuthorityReasons)).Except([AuthorityReasons.SessionEnded]).ToArray();
        Assert.All(authority.Append(ContextReasons.InstitutionNotServed), reason => Assert.Contains($"Closed.{reason}", choose.Keys));
        Assert.All(authority.Concat(Constants(typeof(ContextReasons))), reason => Assert.Contains($"{reason}.Title", notServed.Keys));
    }

    [Fact]
    public void Every_kind_of_number_has_words()
    {
        var words = Read("SignIn", "zh");
        var kinds = IdDocumentTypes.All.Select(type => AccountKind.Of(type).ToString()).Append(AccountKind.Phone.ToString()).Concat(Enum.GetNames<UnitCodeKind>());
        Assert.All(kinds, kind => Assert.Contains($"Kind.{kind}", words.Keys));
    }

    [Fact]
    public void No_page_holds_style_or_script_of_its_own()
    {
        var pages = Directory.EnumerateFiles(PagesHost.SourceFolder("src/JsHrss.IdP/Pages"), "*.cshtml", SearchOption.AllDirectories);
        Assert.Empty(pages.Where(page => Inline().IsMatch(File.ReadAllText(page))).Select(Path.GetFileName));
    }

    [Fact]
    public void No_page_holds_chinese_of_its_own()
    {
        var pages = Directory.EnumerateFiles(PagesHost.SourceFolder("src/JsHrss.IdP/Pages"), "*.cshtml", SearchOption.AllDirectories);
        // The one exception is the name of the other language, which is written in it.
        Assert.Empty(pages.Where(page => Han().IsMatch(File.ReadAllText(page).Replace("\"中文\"", "", StringComparison.Ordinal))).Select(Path.GetFileName));
    }

    private static IEnumerable<string> Constants(Type type) => type.GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);

    private static Dictionary<string, string> Read(string area, string language) =>
        XDocument.Load(Path.Combine(Folder, $"{area}.{language}.resx")).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Gaps();

    [GeneratedRegex("[！!]|系统异常|操作失败|请勿重复")]
    private static partial Regex Shouting();

    [GeneratedRegex("""(?:\bT|Shared|words|texts)\["([^"{$]+)"[\],]""")]
    private static partial Regex Named();

    [GeneratedRegex("""\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:|data:image""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex("[\u4e00-\u9fff]")]
    private static partial Regex Han();
}
