using JsHrss.Accounts.Addresses;

namespace JsHrss.Accounts.Tests.Addresses;

/// <summary>The list that 所在地区 is chosen from.</summary>
public sealed class DivisionsTests
{
    [Fact]
    [Trait("Spec", "R153")]
    public void Jiangsu_is_whole()
    {
        var jiangsu = Divisions.FindProvince(Divisions.Jiangsu)!;
        Assert.Equal("江苏省", jiangsu.Name);
        Assert.Equal(
            ["南京市", "无锡市", "徐州市", "常州市", "苏州市", "南通市", "连云港市", "淮安市", "盐城市", "扬州市", "镇江市", "泰州市", "宿迁市"],
            jiangsu.Groups.Select(group => group.Name));
        Assert.All(jiangsu.Groups, group => Assert.InRange(group.Districts.Length, 5, 12));
        Assert.Equal("江苏省南京市玄武区", District.Read("320102").Value.FullName);
    }

    [Fact]
    public void There_are_34_provinces_and_every_code_belongs_to_its_own()
    {
        Assert.Equal(34, Divisions.Provinces.Length);
        foreach (var province in Divisions.Provinces)
        {
            var districts = province.Groups.SelectMany(group => group.Districts).ToArray();
            Assert.NotEmpty(districts);
            Assert.All(districts, district => Assert.True(district.Code.Length == 6 && district.ProvinceCode == province.Code && district.Province == province.Name && ReferenceEquals(Divisions.Find(district.Code), district), district.Code));
        }
    }

    [Theory]
    [InlineData("110101", "北京市东城区")]
    [InlineData("500229", "重庆市城口县")]
    [InlineData("419001", "河南省济源市")]
    [InlineData("659001", "新疆维吾尔自治区石河子市")]
    [InlineData("810000", "香港特别行政区")]
    public void A_heading_of_the_list_is_no_part_of_an_address(string code, string name) => Assert.Equal(name, District.Read(code).Value.FullName);

    [Theory]
    [InlineData("32")]
    [InlineData("3201")]
    [InlineData("320100")]
    [InlineData("320102 ")]
    [InlineData("３２０１０２")]
    [InlineData("999999")]
    public void Only_a_district_is_one(string code) => Assert.Equal(AddressErrors.DistrictUnknown, District.Read(code).Code);
}
