using System.Globalization;

namespace UpstreamSandbox.Phone;

/// <summary>What the phone says: never a code alone, and always what to do next.</summary>
internal static class PhoneWords
{
    public const string Unreachable = "统一身份认证平台没有回应。它可能还没有启动，请稍后再试。";

    /// <summary>M1, as the guide writes it.</summary>
    public const string PasswordRule = "密码设置规则: 8-20位字符,由数字、大小写字母、特殊字符中的三种或以上组成";

    /// <summary>M16, verbatim: whom the register does not name, or not yet, represents no unit.</summary>
    public const string RegisterDiffers = "法定代表人信息与登记信息不一致。如已办理法人变更，请于登记机构办理变更3-5天后再注册";

    /// <summary>In front of a reason, where an identity was refused for one.</summary>
    public const string ContextRefused = "context_refused/";

    /// <summary>Title and text for a code of the App API (docs/app-api.md).</summary>
    public static (string Title, string Text) For(string code) => code switch
    {
        "qr_unknown" => ("没有找到这个码", "它可能抄漏了字、已经用过，或不是江苏人社的登录码。请照屏幕上现在显示的再来一次。"),
        "qr_expired" => ("二维码已失效", "电脑上的二维码每60秒更新一次，请扫屏幕上现在显示的那个。"),
        "qr_taken" => ("已有另一部手机扫了这个码", "如果不是您本人的手机，请不要在那部手机上确认，并在电脑上刷新二维码。"),
        "request_over" => ("这次登录请求已经结束", "它可能已过期，或已在别处处理。您的账号没有问题，在电脑或自助机上重新开始即可。"),
        "key_not_enrolled" => ("请先在本机刷脸", "以单位身份登录前，要先在这部手机上完成一次人脸识别，证明手机在您本人手里。"),
        "level_too_low" => ("认证等级还不够", "这项登录需要实人认证，用手机刷一次脸即可，约1分钟。"),
        "context_refused" => ("不能以这个身份登录", "您的授权未生效或已到期，请联系法定代表人或管理员更新期限。"),
        "page_needed" => ("请在浏览器里办理", "这次登录还要先看一份同意书。请用手机浏览器打开自助机屏幕上的网址，按提示操作。"),
        "no_units" => ("您名下没有单位", $"没有单位给过您授权，登记信息里也没有您（{RegisterDiffers}）。可以拒绝这次请求，在电脑上改用个人登录。"),
        "none_serves" => ("现在没有可用的身份", "下面写着每个身份不能使用的原因。可以拒绝这次请求，在电脑上改用其他方式登录。"),
        "real_name" => ("请先完成实名认证", "您的姓名与证件还没有核验一致，刷脸也证明不了。请在网上办事大厅核对姓名，或到经办窗口办理。"),
        "not_agreed" => ("还没有勾选同意", "刷脸前，请先阅读告知书并勾选同意。不同意也可以，到经办窗口当面核验。"),
        "face_consent_missing" => ("告知书已更新", "请重新阅读并勾选同意，再开始刷脸。"),
        "face_not_known" => ("镜头前没有认得的人", "演示的人口库里没有这个账号的人。请换一部手机、换一个人试。"),
        "face_service_down" => ("刷脸服务没有回应", "请稍后再试，或在上游沙箱里把它恢复正常。您的账号没有变化。"),
        "face_assertion_invalid" => ("刷脸结果没有被接受", "平台没有认可这次结果的签名或内容。请再刷一次。"),
        "face_passed" => ("刷脸通过", "电脑会自动继续。"),
        "face_failed" => ("刷脸没有通过", "请重新开始，或到经办窗口当面核验。您的账号没有变化。"),
        "face_left" => ("这次没有刷脸", "10分钟后它会过期。要继续，请重新开始。"),
        "face_expired" => ("操作超时（10分钟），请重新认证", "请在手机或电脑上重新开始。"),
        "face_over" => ("这次刷脸已经结束", "它已有结果，或被新的一次代替。请回到首页查看。"),
        "face_unknown" => ("找不到这次刷脸", "它可能已过期，或不属于这部手机。请重新开始。"),
        "face_other_person" => ("这个码要由账户本人的手机来扫", "请用登录电脑的那个人自己的手机扫。"),
        "face_no_channel" or "face_channel_refuses" => ("现在不能在APP里刷脸", "请在电脑上换一种方式，或到经办窗口当面核验。"),
        "face_channel_unavailable" => ("刷脸服务正忙", "请过几分钟再试。"),
        "face_too_young" => ("未满14周岁不在线上刷脸", "请由监护人陪同到经办窗口办理。"),
        "evidence_refused" => ("这次刷脸不能用来启用本机", "请从“启用本机”重新开始，再刷一次。"),
        "key_taken" => ("这部手机已由别人启用", "一部手机只能由一个人启用。请换一部手机。"),
        "membership_unknown" => ("找不到这份授权", "它可能已被删除，或不属于您。请回到企业服务查看。"),
        "invitation_expired" => ("邀请已过期", "30天内没有确认的邀请会失效，请联系授权人重新添加您。"),
        "already_confirmed" => ("这份授权已经确认过了", "要换密码，请在企业服务里重设。"),
        "not_confirmed" => ("这份授权还没有确认", "请先确认，并设置登录密码。"),
        "not_served" => ("现在不能办理", "账号、单位或这份授权目前已停用，请联系授权人。"),
        "no_password" => ("这个身份没有密码", "登记的法定代表人用扫码登录，不用密码。"),
        "membership_changed" => ("授权刚刚有了变化", "请回到企业服务看最新情况，再试一次。"),
        "password_length" or "password_character" or "password_classes" => ("密码不符合规则", PasswordRule),
        "password_like_document" => ("密码里有证件号码", "请不要用证件号码或它的后六位。"),
        "password_like_phone" => ("密码里有手机号码", "请不要用手机号码或它的后六位。"),
        "password_repeated" => ("这个密码用过", "请换一个最近五次没有用过的密码。"),
        "password_differs" => ("两次输入的密码不一样", "请重新输入，两次要一样。"),
        "busy" => ("服务器正忙", "请过几秒再试。您的账号没有变化。"),
        "register_unavailable" => ("登记机关暂时无法查询", "现在不能凭登记信息登录，请过几分钟再扫，或选择另一个身份。"),
        "signature_invalid" => ("确认没有被接受", "手机签名没有通过核对，本次没有登录。请重新扫码。"),
        "too_many" or "rate_limited" or "http_429" => ("操作太频繁了", "请过一两分钟再试。"),
        "request_unknown" or "not_found" or "http_404" => ("找不到这条请求", "它可能已过期，或不属于您。请回到首页查看。"),
        "signed_out" or "http_401" => ("登录已失效", "请在这部手机上重新登录。"),
        "not_ours" => ("这不是可以识别的二维码", "这里只认江苏人社的登录码和人脸识别码。请核对后再扫。"),
        "empty" => ("还没有二维码", "请用相机对准电脑屏幕，或把二维码里的文字粘贴进来。"),
        "unreachable" => ("没有连上服务器", Unreachable),
        "temporarily_unavailable" or "http_503" => ("服务器正忙", "请过几秒再试。您的账号没有变化。"),
        ContextRefused + "not_named" => ("不能以这个身份登录", RegisterDiffers + "。"),
        _ when code.StartsWith(ContextRefused, StringComparison.Ordinal) =>
            ("不能以这个身份登录", $"{Refusal(code[ContextRefused.Length..])}。请联系法定代表人或管理员，或选择另一个身份。"),
        "nothing_chosen" => ("请先选择身份", "请选择这次为谁办事，再点“确认登录”。"),
        _ => ("没有成功", $"服务器没有接受这次操作（{code}）。您的账号没有变化，可以再试一次。"),
    };

    /// <summary>Why an identity cannot be used now.</summary>
    public static string Refusal(string reason) => reason switch
    {
        "not_started" => "授权未开始",
        "ended" => "授权已到期",
        "no_mandate" => "还没有授权",
        "suspended" => "已停用",
        "on_hold" => "单位变更法定代表人后，待重新确认",
        "awaiting_confirmation" => "尚未确认",
        "level_too_low" => "需先完成实人认证",
        "key_not_enrolled" => "需先在本机刷脸",
        "unit_inactive" => "单位已注销",
        "institution_inactive" => "机构已停用",
        "frozen" or "person_suspended" => "账号已停用",
        "representative_stands" => "本单位在平台上另有法定代表人，请先办理变更",
        "not_named" => RegisterDiffers,
        "no_membership" => "已不是这家单位的人员",
        _ => "现在不能使用",
    };

    /// <summary>What a terminal will be told, by the codes of the App API.</summary>
    public static string Gets(string code) => code switch
    {
        "openid" => "用户标识",
        "profile" => "姓名、性别、出生日期和认证等级",
        "phone" or "phone_number" => "移动电话",
        "address" => "默认收件地址（代表单位时，含单位的）",
        "unit" => "您代表的单位和角色",
        "items" => "您可经办的业务范围",
        "offline_access" => "您不在线时继续使用以上信息",
        _ => code,
    };

    /// <summary>What a face check is for.</summary>
    public static string Purpose(string purpose) => purpose switch
    {
        "app_key" => "启用本机",
        "step_up" => "实人认证",
        "confirm_membership" => "确认单位授权",
        "membership_password" => "重设单位登录密码",
        _ => "人脸识别",
    };

    public static string Role(string? role) => role switch
    {
        "legal_rep" or "legal_representative" => "法定代表人",
        "admin" or "administrator" or "unit_administrator" => "管理员",
        "agent" => "经办人",
        _ => role ?? "",
    };

    /// <summary>A membership's state with the tag that shows it.</summary>
    public static (string Text, string Tag) State(string? state) => state switch
    {
        "active" => ("有效", "is-ok"),
        "awaiting" => ("待确认", "is-warn"),
        "invitation_expired" => ("邀请已过期", "is-plain"),
        "not_started" => ("未开始", "is-warn"),
        "ended" => ("已到期", "is-plain"),
        "suspended" => ("已停用", "is-bad"),
        _ => (state ?? "", "is-plain"),
    };

    /// <summary>今天 18:42, or the date when it is another day.</summary>
    public static string When(string? at, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
            return at ?? "";
        var local = moment.ToOffset(now.Offset);
        return local.Date == now.Date ? $"今天 {local:HH:mm}" : local.ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture);
    }
}
