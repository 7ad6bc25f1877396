namespace JsHrss.Accounts.People;

/// <summary>认证等级 of an account. The numbers are stored, ordered, and never change.</summary>
/// <remarks>User guide: 「认证等级作用，实名可办理人社业务，实人可办理的更多的业务。」 (R27)</remarks>
public enum AssuranceLevel
{
    /// <summary>注册用户: name and document number did not match the population register, or were not matched yet (R24).</summary>
    Registered = 1,

    /// <summary>实名用户: they matched (R25).</summary>
    RealName = 2,

    /// <summary>实人用户: matched, and the holder's face matched too (R26).</summary>
    RealPerson = 3,
}
