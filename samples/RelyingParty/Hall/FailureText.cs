using RelyingParty.OpenId;

namespace RelyingParty.Hall;

/// <summary>Plain words for the error codes of RFC 6749 §4.1.2.1, Core §3.1.2.6 and of this department's server.</summary>
internal sealed record FailureText(string Title, string Advice, string Action = "重新登录")
{
    private static readonly Dictionary<string, FailureText> Known = new(StringComparer.Ordinal)
    {
        ["access_denied"] = new("您没有同意登录", "本次没有登录，也没有提供任何信息，您的账号是安全的。需要办事时，重新登录即可。"),
        ["login_required"] = new("需要重新登录", "您在统一身份认证的登录已经结束。重新登录后可以继续。"),
        ["interaction_required"] = new("需要您确认一下", "统一身份认证需要您在页面上确认后才能继续。请重新登录并按提示操作。"),
        ["account_selection_required"] = new("请选择办事身份", "您有不止一个办事身份。请重新登录，并选择这次以谁的身份办事。"),
        ["consent_required"] = new("需要您的同意", "提供信息之前需要得到您的同意。请重新登录，并在页面上选择。"),
        ["unmet_authentication_requirements"] = new("认证等级还不够", "办理这一项需要实人认证，您的账号目前没有达到。您的登录和已办事项不受影响。请携带本人证件到就近的人社经办窗口办理，也可以拨打 12333 咨询。", "返回首页登录"),
        ["temporarily_unavailable"] = new("统一身份认证暂时没有回应", "您的账号没有问题。请过几分钟再试；已经登录的页面可以继续查看。", "再试一次"),
        ["server_error"] = new("统一身份认证出了点问题", "您的账号没有问题，问题在我们这边。请过几分钟再试。", "再试一次"),
        ["invalid_grant"] = new("这次登录已经过期", "从登录到返回大厅隔得有些久，或者页面被重复打开。您的账号没有问题，重新登录即可。"),
        ["invalid_scope"] = new("大厅请求的内容不被允许", "这是大厅的设置问题，不是您的操作有误。请拨打 12333 告诉我们。"),
        ["unauthorized_client"] = new("大厅暂时不能使用这种登录", "这是大厅的设置问题，不是您的操作有误。请拨打 12333 告诉我们。"),
        ["invalid_client"] = new("大厅与统一身份认证的连接没有配置好", "这是大厅的设置问题，不是您的操作有误。请拨打 12333 告诉我们。"),
        ["invalid_request"] = new("登录请求没有被接受", "打开的时间可能有些久，或者页面被重复打开。您的账号没有问题，重新登录即可。"),
        [SignInFailure.Invalid] = new("这次登录没有完成", "返回大厅的信息没有通过核对，大厅没有采用其中任何内容。您的账号没有问题，请从大厅首页重新登录。"),
    };

    public static bool IsKnown(string? code) => code is not null && Known.ContainsKey(code);

    public static FailureText For(string code) => Known.GetValueOrDefault(code, Known[SignInFailure.Invalid]);
}
