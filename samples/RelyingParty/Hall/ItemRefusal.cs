using RelyingParty.OpenId;

namespace RelyingParty.Hall;

/// <summary>Why an item is closed, in words: what it is, who can change it, and where the way leads on.</summary>
/// <param name="Code">As the identity provider said it, for those who connect a system of their own.</param>
/// <param name="Short">On the card of a service.</param>
/// <param name="Advice">On its page.</param>
/// <param name="Link">Local address that signs in anew and leads back; null: that would change nothing.</param>
internal sealed record ItemRefusal(string Code, string Short, string Advice, string? Link)
{
    /// <summary>M15 of the message catalogue, verbatim.</summary>
    private const string NotCurrent = "您的授权未生效或已到期，请联系法定代表人或管理员更新期限";

    /// <summary>Where nobody could be asked and the token does not hold it.</summary>
    public static ItemRefusal Missing { get; } = Of(new AccessRefusal("item_missing", ["legal_representative", "administrator"], null), "");

    /// <param name="refusal">As answered.</param>
    /// <param name="origin">Ours: a link that leads elsewhere is not shown.</param>
    public static ItemRefusal Of(AccessRefusal refusal, string origin)
    {
        var who = string.Join("或", refusal.WhoCanGrant.Select(Words.Role));
        var (brief, advice) = refusal.Reason switch
        {
            "item_missing" => ("不在经办范围", $"这一项不在您的可经办业务范围内，请联系本单位{(who.Length > 0 ? who : "法定代表人或管理员")}添加。"),
            "not_started" => ("授权未生效", NotCurrent + "。"),
            "ended" => ("授权已到期", NotCurrent + "。"),
            "mandate_changed" => ("授权有变化", "您在本单位的授权刚刚改过，重新登录后按新的授权办理。"),
            "no_mandate" => ("不能代表单位", Ask("您现在不能代表这个单位办事")),
            "awaiting_confirmation" => ("还没有确认", "您还没有确认本单位的授权，请到江苏智慧人社APP“我的-企业服务”里确认。"),
            "suspended" => ("授权已暂停", "您的账号或在本单位的授权已暂停，请联系本单位法定代表人或管理员，或者拨打 12333。"),
            "on_hold" => ("暂缓办理", "您的单位业务暂缓办理，请过几天再来，或者拨打 12333。"),
            "institution" => ("不在本机构", Ask("您的授权属于本单位的另一部分，不能在这里办理这一项")),
            "unit_inactive" => ("单位已停用", "这个单位已注销或暂停，不能办理业务。请拨打 12333 了解情况。"),
            "item_not_offered" => ("暂未开放", "这一项现在不在办理时间内。"),
            "action_not_offered" => ("不用审核", "这一项没有需要单位审核的环节。"),
            "subject_unknown" => ("需重新登录", "大厅对您的登录已经结束，请重新登录。"),
            _ => ("现在不能办理", "这一项现在不能办理，请拨打 12333 咨询。"),
        };
        return new ItemRefusal(refusal.Reason, brief, advice, LocalLink(refusal.Link, origin));

        string Ask(string what) => who.Length > 0 ? $"{what}，请联系本单位{who}。" : $"{what}。";
    }

    /// <summary>The identity provider leads to the address that we registered; whatever else stands there is not followed.</summary>
    private static string? LocalLink(string? link, string origin) =>
        link is not null && link.StartsWith(origin + "/start?", StringComparison.Ordinal) ? link[origin.Length..] : null;
}
