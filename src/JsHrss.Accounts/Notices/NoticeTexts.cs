using System.Globalization;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Notices;

/// <summary>Every short message to members, word for word. No link, no number of a document or telephone but the public hotline 12333, persons masked, and never longer than <see cref="Longest"/>.</summary>
public static class NoticeTexts
{
    /// <summary>In UTF-16 code units, as operators count; three parts of a long message.</summary>
    public const int Longest = 140;

    private const string Signature = "【江苏人社】";

    /// <summary>「添加成功后需要当事人前往江苏智慧人社APP【我的】-【企业服务】确认并设置密码。」 (R134).</summary>
    /// <param name="place">From <see cref="NoticePlace"/>.</param>
    /// <param name="role">As what.</param>
    /// <param name="until">When the invitation is over, UTC.</param>
    public static string Invited(string place, UnitRole role, DateTimeOffset until) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Signature}{place}已将您添加为{Name(role)}。请于{until.ToOffset(ChinaTime.Offset):M月d日HH:mm}前打开江苏智慧人社APP，在“我的-企业服务”刷脸确认并设置登录密码。如与您无关，请勿确认。");

    /// <summary>「身份变更」 (R144).</summary>
    /// <param name="place">Where.</param>
    /// <param name="from">Role before.</param>
    /// <param name="to">Role now.</param>
    public static string RoleChanged(string place, UnitRole from, UnitRole to) => $"{Signature}您在{place}的身份已由{Name(from)}变更为{Name(to)}。如有疑问，请联系该单位。";

    /// <summary>「更新期限」 (R142).</summary>
    /// <param name="place">Where.</param>
    /// <param name="role">Whose.</param>
    /// <param name="period">The period now.</param>
    public static string PeriodChanged(string place, UnitRole role, Validity period) => $"{Signature}您作为{place}{Name(role)}的授权期限已改为{Days(period)}。如有疑问，请联系该单位。";

    /// <summary>「授权」 (R139).</summary>
    /// <param name="place">Where.</param>
    /// <param name="items">How many there are now.</param>
    public static string ItemsChanged(string place, int items) => items == 0
        ? $"{Signature}{place}已调整您的办事范围，您目前没有可经办的事项。如有疑问，请联系该单位。"
        : string.Create(CultureInfo.InvariantCulture, $"{Signature}{place}已调整您的办事范围，您目前可经办{items}个事项，可在“账户设置-办事范围”查看。如有疑问，请联系该单位。");

    /// <summary>「删除」 (R143).</summary>
    /// <param name="place">Where.</param>
    /// <param name="role">As what.</param>
    public static string Removed(string place, UnitRole role) => $"{Signature}{place}已取消您的{Name(role)}身份，您不能再代其办理业务。如有疑问，请联系该单位。";

    /// <summary>「更换管理员」 (R128), to the former one.</summary>
    /// <param name="place">Where.</param>
    public static string Replaced(string place) => $"{Signature}{place}已更换管理员，您的管理员身份已取消，不能再代其办理业务。如有疑问，请联系该单位。";

    /// <summary>To whom left.</summary>
    /// <param name="place">Where.</param>
    /// <param name="role">As what.</param>
    public static string Left(string place, UnitRole role) => $"{Signature}您已退出{place}，不再是其{Name(role)}。如非本人操作，请尽快修改密码并致电12333。";

    /// <summary>To the legal representative, about an administrator.</summary>
    /// <param name="place">Where.</param>
    /// <param name="what">One of <see cref="Added"/>, <see cref="Renewed"/>, <see cref="Moved"/>, <see cref="Exchanged"/>, <see cref="Deleted"/>, <see cref="Gone"/>.</param>
    /// <param name="actor">Who did it.</param>
    public static string AdministratorMoved(string place, string what, PersonName actor) =>
        $"{Signature}{place}的管理员有变动：{what}，操作人{Mask(actor)}。如非本单位意愿，请尽快登录核对、修改密码，或致电12333。";

    /// <summary>An administrator was added.</summary>
    public static string Added(PersonName administrator) => $"添加{Mask(administrator)}（待确认）";

    /// <summary>An administrator's period was changed.</summary>
    public static string Renewed(PersonName administrator, Validity period) => $"{Mask(administrator)}的授权期限改为{Days(period)}";

    /// <summary>Somebody became an administrator, or is none any more.</summary>
    public static string Moved(PersonName administrator, UnitRole from, UnitRole to) => $"{Mask(administrator)}由{Name(from)}变更为{Name(to)}";

    /// <summary>Another administrator took the place.</summary>
    public static string Exchanged(PersonName former, PersonName next) => $"{Mask(former)}更换为{Mask(next)}（待确认）";

    /// <summary>An administrator was removed.</summary>
    public static string Deleted(PersonName administrator) => $"删除{Mask(administrator)}";

    /// <summary>An administrator left.</summary>
    public static string Gone(PersonName administrator) => $"{Mask(administrator)}退出";

    /// <summary>To who invited (R135).</summary>
    /// <param name="place">Where.</param>
    /// <param name="member">Who confirmed.</param>
    /// <param name="role">As what.</param>
    /// <param name="period">When the mandate holds; null: none is known.</param>
    public static string Confirmed(string place, PersonName member, UnitRole role, Validity? period) =>
        $"{Signature}{Mask(member)}已确认成为{place}的{Name(role)}{(period is null ? "" : $"，授权期限{Days(period)}")}。如有疑问，请登录核对。";

    private static string Mask(PersonName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Masking.Name(name.Value);
    }

    private static string Name(UnitRole role) => role switch
    {
        UnitRole.LegalRepresentative => "法定代表人",
        UnitRole.UnitAdministrator => "管理员",
        UnitRole.Agent => "经办人",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    private static string Days(Validity period) => string.Create(CultureInfo.InvariantCulture, $"{period.Start:yyyy年M月d日}至{period.End:yyyy年M月d日}");
}
