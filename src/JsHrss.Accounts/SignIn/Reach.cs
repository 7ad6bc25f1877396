using JsHrss.Accounts.People;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.SignIn;

/// <summary>Which contexts a proof opens.</summary>
public enum ReachScope
{
    /// <summary>Nothing by itself.</summary>
    None = 0,

    /// <summary>For oneself only.</summary>
    Self = 1,

    /// <summary>The one membership it was proven for: neither oneself nor any other.</summary>
    ThatMembership = 2,

    /// <summary>Oneself and every membership.</summary>
    All = 3,

    /// <summary>Memberships of the unit it was proven for.</summary>
    ThatUnit = 4,
}

/// <summary>Which proof opens which context: the one table (token design).</summary>
public static class Reach
{
    /// <summary>The table.</summary>
    /// <param name="method">How it was proven.</param>
    /// <param name="level">The level of the person's account now: a passkey or the app opens units only for a real person.</param>
    /// <param name="isBound">Whether its key is bound to the real person (<see cref="Proof.IsBound"/>): a passkey or app key that whoever knows the password makes at home opens no unit.</param>
    public static ReachScope Of(ProofMethod method, AssuranceLevel level, bool isBound) => method switch
    {
        ProofMethod.PersonalPassword => ReachScope.Self,
        ProofMethod.SmsCode => ReachScope.Self,
        ProofMethod.PersonalFederated => ReachScope.Self,
        ProofMethod.MembershipPassword => ReachScope.ThatMembership,
        ProofMethod.CorporatePortal => ReachScope.ThatMembership,
        ProofMethod.ElectronicLicence => ReachScope.ThatMembership,
        ProofMethod.AppQr => isBound && level == AssuranceLevel.RealPerson ? ReachScope.All : ReachScope.Self,
        ProofMethod.Passkey => isBound && level == AssuranceLevel.RealPerson ? ReachScope.All : ReachScope.Self,
        ProofMethod.Certificate => ReachScope.ThatUnit,
        // It shows who sits there, and nothing of what they are here for: whoever talks somebody into a scan must not become them. It makes live what another proof opens.
        ProofMethod.FaceCheck => ReachScope.None,
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, null),
    };

    /// <summary>Whether a session opens acting for oneself.</summary>
    public static bool OpensSelf(SessionStanding standing, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var level = standing.Person.LevelAt(now);
        return standing.Session.Proofs.Any(proof => Opens(proof, level, null));
    }

    /// <summary>Whether a proof opens acting for oneself (<paramref name="unit"/> null) or in a membership. Whether the membership serves is <see cref="Authority"/>'s question.</summary>
    public static bool Opens(Proof proof, AssuranceLevel level, UnitStanding? unit)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return Of(proof.Method, level, proof.IsBound) switch
        {
            ReachScope.Self => unit is null,
            ReachScope.ThatMembership => unit is not null && proof.Membership == unit.Membership,
            ReachScope.All => true,
            ReachScope.ThatUnit => unit is not null && proof.Unit == unit.Unit,
            _ => false,
        };
    }
}
