using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Notices;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Tests.Notices;

/// <summary>Every text as it is sent.</summary>
public sealed class NoticeTextsTests
{
    private static readonly PersonName Wang = PersonName.Read("王示办").Value;
    private static readonly PersonName Zhang = PersonName.Read("张示法").Value;
    private static readonly PersonName Foreign = PersonName.Read("SAMPLE ANNA MARIA THERESIA VON").Value;
    private static readonly Validity Year = Validity.Between(new DateOnly(2026, 11, 22), new DateOnly(2027, 11, 21)).Value;
    private static readonly DateTimeOffset Until = new(2026, 12, 22, 6, 5, 0, TimeSpan.Zero);
    private static readonly string Place = NoticePlace.Of("样本制造有限公司", null);

    /// <summary>The longest place there can be: 20 characters of name, 20 of number.</summary>
    private static readonly string Longest = NoticePlace.Of(new string('长', 120), InstitutionNumber.Read("J1234567890123456789").Value);

    [Theory]
    [Trait("Spec", "R134")]
    [Trait("Spec", "R103")]
    [InlineData(UnitRole.Agent, "【江苏人社】样本制造有限公司已将您添加为经办人。请于12月22日14:05前打开江苏智慧人社APP，在“我的-企业服务”刷脸确认并设置登录密码。如与您无关，请勿确认。")]
    [InlineData(UnitRole.UnitAdministrator, "【江苏人社】样本制造有限公司已将您添加为管理员。请于12月22日14:05前打开江苏智慧人社APP，在“我的-企业服务”刷脸确认并设置登录密码。如与您无关，请勿确认。")]
    public void An_invitation_says_where_to_confirm_and_until_when(UnitRole role, string text) => Assert.Equal(text, NoticeTexts.Invited(Place, role, Until));

    [Fact]
    public void A_member_reads_what_changed()
    {
        Assert.Equal("【江苏人社】您在样本制造有限公司的身份已由经办人变更为管理员。如有疑问，请联系该单位。", NoticeTexts.RoleChanged(Place, UnitRole.Agent, UnitRole.UnitAdministrator));
        Assert.Equal("【江苏人社】您作为样本制造有限公司经办人的授权期限已改为2026年11月22日至2027年11月21日。如有疑问，请联系该单位。", NoticeTexts.PeriodChanged(Place, UnitRole.Agent, Year));
        Assert.Equal("【江苏人社】样本制造有限公司已调整您的办事范围，您目前可经办3个事项，可在“账户设置-办事范围”查看。如有疑问，请联系该单位。", NoticeTexts.ItemsChanged(Place, 3));
        Assert.Equal("【江苏人社】样本制造有限公司已调整您的办事范围，您目前没有可经办的事项。如有疑问，请联系该单位。", NoticeTexts.ItemsChanged(Place, 0));
    }

    [Fact]
    public void A_former_member_reads_that_it_is_over()
    {
        Assert.Equal("【江苏人社】样本制造有限公司已取消您的经办人身份，您不能再代其办理业务。如有疑问，请联系该单位。", NoticeTexts.Removed(Place, UnitRole.Agent));
        Assert.Equal("【江苏人社】样本制造有限公司已更换管理员，您的管理员身份已取消，不能再代其办理业务。如有疑问，请联系该单位。", NoticeTexts.Replaced(Place));
        Assert.Equal("【江苏人社】您已退出样本制造有限公司，不再是其经办人。如非本人操作，请尽快修改密码并致电12333。", NoticeTexts.Left(Place, UnitRole.Agent));
    }

    [Fact]
    public void The_legal_representative_reads_who_did_what_to_whom()
    {
        string Text(string what) => NoticeTexts.AdministratorMoved(Place, what, Zhang);
        const string Rest = "，操作人张*。如非本单位意愿，请尽快登录核对、修改密码，或致电12333。";
        Assert.Equal($"【江苏人社】样本制造有限公司的管理员有变动：添加王*（待确认）{Rest}", Text(NoticeTexts.Added(Wang)));
        Assert.Equal($"【江苏人社】样本制造有限公司的管理员有变动：王*的授权期限改为2026年11月22日至2027年11月21日{Rest}", Text(NoticeTexts.Renewed(Wang, Year)));
        Assert.Equal($"【江苏人社】样本制造有限公司的管理员有变动：王*由管理员变更为经办人{Rest}", Text(NoticeTexts.Moved(Wang, UnitRole.UnitAdministrator, UnitRole.Agent)));
        Assert.Equal($"【江苏人社】样本制造有限公司的管理员有变动：王*更换为S*（待确认）{Rest}", Text(NoticeTexts.Exchanged(Wang, Foreign)));
        Assert.Equal($"【江苏人社】样本制造有限公司的管理员有变动：删除王*{Rest}", Text(NoticeTexts.Deleted(Wang)));
        Assert.Equal($"【江苏人社】样本制造有限公司的管理员有变动：王*退出{Rest}", Text(NoticeTexts.Gone(Wang)));
    }

    [Fact]
    [Trait("Spec", "R135")]
    public void Who_invited_reads_that_it_was_confirmed()
    {
        Assert.Equal("【江苏人社】王*已确认成为样本制造有限公司的经办人，授权期限2026年11月22日至2027年11月21日。如有疑问，请登录核对。", NoticeTexts.Confirmed(Place, Wang, UnitRole.Agent, Year));
        Assert.Equal("【江苏人社】王*已确认成为样本制造有限公司的经办人。如有疑问，请登录核对。", NoticeTexts.Confirmed(Place, Wang, UnitRole.Agent, null));
    }

    [Fact]
    public void None_is_too_long_or_holds_a_link_a_name_in_clear_or_a_number_that_is_not_the_hotline()
    {
        var year = Validity.Between(new DateOnly(2026, 12, 22), new DateOnly(2029, 12, 21)).Value;
        string[] all =
        [
            NoticeTexts.Invited(Longest, UnitRole.UnitAdministrator, Until),
            NoticeTexts.RoleChanged(Longest, UnitRole.UnitAdministrator, UnitRole.Agent),
            NoticeTexts.PeriodChanged(Longest, UnitRole.UnitAdministrator, year),
            NoticeTexts.ItemsChanged(Longest, 3000),
            NoticeTexts.ItemsChanged(Longest, 0),
            NoticeTexts.Removed(Longest, UnitRole.UnitAdministrator),
            NoticeTexts.Replaced(Longest),
            NoticeTexts.Left(Longest, UnitRole.UnitAdministrator),
            .. new[]
            {
                NoticeTexts.Added(Foreign), NoticeTexts.Renewed(Foreign, year), NoticeTexts.Moved(Foreign, UnitRole.UnitAdministrator, UnitRole.Agent),
                NoticeTexts.Exchanged(Foreign, Wang), NoticeTexts.Deleted(Foreign), NoticeTexts.Gone(Foreign),
            }.Select(what => NoticeTexts.AdministratorMoved(Longest, what, Foreign)),
            NoticeTexts.Confirmed(Longest, Foreign, UnitRole.UnitAdministrator, year),
        ];
        Assert.All(all, text =>
        {
            Assert.InRange(text.Length, 1, NoticeTexts.Longest);
            Assert.StartsWith("【江苏人社】", text, StringComparison.Ordinal);
            Assert.Equal(1, text.Count(c => c == '【'));
            Assert.DoesNotContain("://", text, StringComparison.Ordinal);
            Assert.DoesNotContain('.', text);
            Assert.DoesNotContain("SAMPLE", text, StringComparison.Ordinal);
            Assert.DoesNotContain("示办", text, StringComparison.Ordinal);
        });
    }
}
