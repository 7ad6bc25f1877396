using System.Collections.Immutable;
using JsHrss.Accounts.SignIn;

namespace JsHrss.Accounts.Levels;

/// <summary>Authentication method references: values of RFC 8176 §2 only.</summary>
public static class Amr
{
    /// <summary>Methods of one proof.</summary>
    public static ImmutableArray<string> Of(ProofMethod method) => method switch
    {
        ProofMethod.PersonalPassword or ProofMethod.MembershipPassword => ["pwd"],
        ProofMethod.SmsCode => ["otp", "sms"],
        ProofMethod.AppQr => ["mca", "swk", "user"],
        ProofMethod.Passkey => ["swk", "user"],
        ProofMethod.Certificate => ["hwk", "pin", "sc"],
        ProofMethod.FaceCheck => ["face"],
        // What the upstream asked of the person is not ours to claim; the way in stands in idp.
        _ => [],
    };

    /// <summary>Methods of several proofs, sorted and without repetition; two or more kinds of factor add <c>mfa</c> (two passwords are one kind, case AS-07).</summary>
    /// <remarks>A key that is not bound to the real person is no second factor beside a password: whoever knows the password makes such a key with it.</remarks>
    public static ImmutableArray<string> Of(IEnumerable<Proof> proofs)
    {
        ArgumentNullException.ThrowIfNull(proofs);
        var values = new HashSet<string>(StringComparer.Ordinal);
        var kinds = new HashSet<Factor>();
        foreach (var proof in proofs)
        {
            var methods = Of(proof.Method);
            values.UnionWith(methods);
            kinds.UnionWith(methods.Select(KindOf).Where(kind => kind != Factor.None && (kind != Factor.Possession || IsOwn(proof))));
        }

        if (kinds.Count > 1)
            values.Add("mfa");
        return [.. values.Order(StringComparer.Ordinal)];
    }

    private static bool IsOwn(Proof proof) => proof.IsBound || proof.Method is not (ProofMethod.AppQr or ProofMethod.Passkey);

    private enum Factor
    {
        None,
        Knowledge,
        Possession,
        Inherence,
    }

    private static Factor KindOf(string value) => value switch
    {
        "pwd" or "pin" => Factor.Knowledge,
        "otp" or "sms" or "swk" or "hwk" or "sc" => Factor.Possession,
        "face" => Factor.Inherence,
        _ => Factor.None,
    };
}
