using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.SignIn;

/// <summary>One thing proven in a session.</summary>
/// <param name="Method">How.</param>
/// <param name="At">When the person was actively there, UTC.</param>
/// <param name="Membership">The membership it was proven for; for methods that reach one membership only.</param>
/// <param name="Unit">The unit it was proven for; for methods bound to a unit.</param>
/// <param name="Credential">The password or passkey used; changing or removing it ends the proof. Null for other methods.</param>
/// <param name="Provider">Which way in (private claim <c>idp</c>): <c>local</c>, <c>jszwfw</c>, <c>alipay</c>, <c>esscard</c>, <c>ebizlic</c>, <c>ca</c>.</param>
public sealed record Proof(ProofMethod Method, DateTimeOffset At, MembershipId? Membership, UnitId? Unit, CredentialId? Credential, string Provider = Proof.Local)
{
    /// <summary>Our own sign-in.</summary>
    public const string Local = "local";

    /// <summary>The enrolled key of the app it was approved with; null: the key was not enrolled, or another method.</summary>
    public AppKeyId? AppKey { get; init; }

    /// <summary>For a passkey: it was bound to the real person when it was used (<see cref="Passkeys.Passkey.BoundAt"/>).</summary>
    public bool IsBoundPasskey { get; init; }

    /// <summary>Whether the key that proved it is known to be the real person's own, by a face check at the root of it. Any other key may be of whoever knew the password for a minute (docs/adr/0002, 0015).</summary>
    public bool IsBound => AppKey is not null || IsBoundPasskey;
}

/// <summary>How something was proven. The numbers are stored.</summary>
public enum ProofMethod
{
    /// <summary>账号密码 of the person.</summary>
    PersonalPassword = 1,

    /// <summary>账号密码 of one membership.</summary>
    MembershipPassword = 2,

    /// <summary>手机动态码.</summary>
    SmsCode = 3,

    /// <summary>Alipay, the provincial portal's person account, the electronic social security card.</summary>
    PersonalFederated = 4,

    /// <summary>The provincial portal's corporate account.</summary>
    CorporatePortal = 5,

    /// <summary>电子营业执照.</summary>
    ElectronicLicence = 6,

    /// <summary>扫码 (or an approval) in 江苏智慧人社APP.</summary>
    AppQr = 7,

    /// <summary>A passkey.</summary>
    Passkey = 8,

    /// <summary>CA certificate of a unit, together with the app scan of the person.</summary>
    Certificate = 9,

    /// <summary>实人认证: a face check that was passed in this session, equal to the account's name and document.</summary>
    FaceCheck = 10,
}
