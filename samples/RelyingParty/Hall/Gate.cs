namespace RelyingParty.Hall;

/// <summary>What a person can do about an unmet requirement, on this page.</summary>
internal enum Remedy
{
    None,

    /// <summary>Sign in again, so that the sign-in is recent.</summary>
    SignInAgain,

    /// <summary>Ask the identity provider for a higher level.</summary>
    RaiseLevel,

    /// <summary>Show the identity provider once more that it is the person: <c>realperson-live</c>.</summary>
    ShowPresence,
}

/// <summary>One requirement of a service, and whether this sign-in meets it.</summary>
internal sealed record Requirement(string Text, bool Met, string? Short = null, string? Advice = null, Remedy Remedy = Remedy.None)
{
    /// <summary>What the identity provider said of it; null: it was not asked about this.</summary>
    public ItemRefusal? Refusal { get; init; }
}

/// <summary>Decides what a party may do here. The identity provider says who and what was granted; each service's own minimum is the hall's.</summary>
internal static class Gate
{
    public const string Submit = "submit";

    public static IReadOnlyList<Requirement> Judge(Service service, Party party, DateTimeOffset now)
    {
        var requirements = new List<Requirement>();
        if (party.IsUnit)
        {
            var refusal = party.Items.RefusalOf(service.Code) ?? ItemRefusal.Missing;
            requirements.Add(new("在您的可经办业务范围内", party.Items.Allows(service.Code, Submit), refusal.Short, refusal.Advice) { Refusal = refusal });
        }
        requirements.Add(new($"认证等级达到{Words.Level(service.AtLeast)}", party.Level >= service.AtLeast,
            service.AtLeast == Level.RealPerson ? "需实人认证" : "需实名认证",
            service.AtLeast == Level.RealPerson
                ? "办理这一项需要实人认证。请携带本人证件到就近的人社经办窗口办理，也可以拨打 12333 咨询。"
                : "办理这一项需要实名认证：姓名和证件号码要与登记一致。请携带本人证件到就近的人社经办窗口核对，也可以拨打 12333 咨询。",
            Remedy.RaiseLevel));
        if (service.InPerson && party.Level >= service.AtLeast)
        {
            requirements.Add(new("本人当场验证过", party.IsLive, "需本人验证",
                "这一项要确认是您本人在操作，只有密码不够。请用已启用的手机扫码，或用通行密钥验证，验证后回到这里。", Remedy.ShowPresence));
        }
        if (service.SignedInWithin is { } within)
        {
            requirements.Add(new($"{within.TotalMinutes:0} 分钟内登录过", party.AuthenticatedAt is { } at && now - at <= within, "需重新登录",
                "这一项涉及资金或责任认定，提交前请再登录一次，确认是您本人。", Remedy.SignInAgain));
        }
        return requirements;
    }

    /// <summary>The first requirement that cannot be met by signing in again, for the list of services.</summary>
    public static Requirement? Hindrance(Service service, Party party, DateTimeOffset now) =>
        Judge(service, party, now).FirstOrDefault(requirement => !requirement.Met && requirement.Remedy is not (Remedy.SignInAgain or Remedy.ShowPresence));
}
