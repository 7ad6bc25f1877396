using System.Globalization;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Notices;

namespace JsHrss.Accounts.Tests.Notices;

/// <summary>A unit's name in a message that the department signs.</summary>
public sealed class NoticePlaceTests
{
    [Theory]
    [InlineData("样本制造有限公司", "样本制造有限公司")]
    [InlineData("南京市示例（集团）有限公司", "南京市示例（集团）有限公司")]
    [InlineData("甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸", "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸")]
    [InlineData("示例５１３ＡＢ厂", "示例513AB厂")]
    [InlineData("示例第1003厂（2）", "示例第1003厂（2）")]
    // No number to call, however it is written.
    [InlineData("请拨13900000001示例公司", "请拨示例公司")]
    [InlineData("示例95588", "示例")]
    [InlineData("示例 139 0000 0001 公司", "示例公司")]
    [InlineData("示例(025)-8888-0001公司", "示例(公司")]
    [InlineData("示例１３９００００公司", "示例公司")]
    [InlineData("示例٠١٢٣٤公司", "示例公司")]
    [InlineData("示例1३9①𝟎公司", "示例公司")]
    [InlineData("示例一三九〇〇幺零公司", "示例公司")]
    // Letters that look like others are no names of units here.
    [InlineData("示例Саll公司", "示例ll公司")]
    [InlineData("示例ひら가公司", "示例公司")]
    [InlineData("江苏省南京市示例高新技术产业开发区样本精密制造股份有限公司", "江苏省南京市示例高新技术产…股份有限公司")]
    // A signature of its own, a link, a line, a text that runs backwards: nothing of it is left.
    [InlineData("示例】有限公司【江苏银行】", "示例有限公司江苏银行")]
    [InlineData("示例 http://evil.example/a?b=1 有限公司", "示例httpevilexa…b1有限公司")]
    [InlineData("示例.cn\r\n有限公司", "示例cn有限公司")]
    [InlineData("示例\u202E有限\u200B公司", "示例有限公司")]
    [InlineData("", "单位")]
    [InlineData("。。【】", "单位")]
    public void It_is_short_and_harmless(string name, string shown) => Assert.Equal(shown, NoticePlace.Of(name, null));

    [Fact]
    public void Rare_characters_are_kept_whole()
    {
        var name = string.Concat(Enumerable.Repeat("𠮷", 30));
        var shown = NoticePlace.Of(name, null);
        Assert.Equal(NoticePlace.LongestName, new StringInfo(shown).LengthInTextElements);
        Assert.Equal($"{string.Concat(Enumerable.Repeat("𠮷", 13))}…{string.Concat(Enumerable.Repeat("𠮷", 6))}", shown);
        Assert.Equal("\uE123示例", NoticePlace.Of("\uE123示例", null));
    }

    [Fact]
    public void An_institution_is_named_by_its_number() => Assert.Equal("样本制造有限公司（机构J0000007）", NoticePlace.Of("样本制造有限公司", InstitutionNumber.Read("J0000007").Value));
}
