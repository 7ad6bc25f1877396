using System.Collections.Frozen;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Signals;
using JsHrss.Storage.Audit;

namespace JsHrss.Storage.Signals;

/// <summary>Which signal an audit fact means. Closed: every code there is stands here, so that nobody who adds a kind of change can forget to decide it.</summary>
internal static class SignalMap
{
    private static readonly FrozenDictionary<string, SignalType?> ByCode = new Dictionary<string, SignalType?>
    {
        [FactCodes.SessionEnded] = SignalType.SessionEnded,
        [FactCodes.ContextEnded] = SignalType.ContextEnded,
        [FactCodes.AllSessionsEnded] = SignalType.GrantsEnded,
        [FactCodes.PasskeyEnrolled] = SignalType.AccountCredentialChanged,
        [FactCodes.PasskeyBound] = SignalType.AccountCredentialChanged,
        [FactCodes.PasskeyRemoved] = SignalType.AccountCredentialChanged,
        [FactCodes.AppKeyEnrolled] = SignalType.AccountCredentialChanged,
        [FactCodes.AppKeyEnded] = SignalType.AccountCredentialChanged,
        [FactCodes.RealPersonProven] = SignalType.LevelChanged,
        [FactCodes.MembershipRepresented] = SignalType.RepresentativeChanged,
        [FactCodes.MemberEnded] = SignalType.MembershipEnded,
        [FactCodes.MemberInvitationOver] = SignalType.MembershipEnded,
        [FactCodes.MemberRenewed] = SignalType.MandateChanged,
        [FactCodes.MemberItemsGranted] = SignalType.MandateChanged,
        [FactCodes.MemberRoleChanged] = SignalType.MembershipChanged,
        [FactCodes.MemberSuspended] = SignalType.MembershipChanged,
        [FactCodes.MemberResumed] = SignalType.MembershipChanged,
        [FactCodes.MembershipConfirmed] = SignalType.MembershipChanged,
        [FactCodes.MembershipPasswordSet] = SignalType.MembershipCredentialChanged,
        [FactCodes.UnitProfileChanged] = SignalType.UnitChanged,
        [FactCodes.InstitutionSuspended] = SignalType.InstitutionSuspended,
        [FactCodes.InstitutionResumed] = SignalType.InstitutionResumed,
        [FactCodes.InstitutionEnded] = SignalType.InstitutionEnded,

        // Signing in, and what a page does on the way: nobody's state changes.
        [FactCodes.SignIn] = null,
        [FactCodes.CredentialLocked] = null,
        [FactCodes.SignInAnomaly] = null,
        [FactCodes.SessionBegun] = null,
        [FactCodes.ProofJoined] = null,
        [FactCodes.QrScanned] = null,
        [FactCodes.QrConfirmed] = null,
        [FactCodes.QrDenied] = null,
        [FactCodes.FaceCheckOpened] = null,
        [FactCodes.FaceCheckAbandoned] = null,
        [FactCodes.FaceCheckDecided] = null,
        [FactCodes.CounterSlipIssued] = null,
        [FactCodes.PasskeyRenamed] = null,

        // Somebody is invited, or may be: nothing holds yet.
        [FactCodes.GovernanceTermsAccepted] = null,
        [FactCodes.MemberAdded] = null,
        [FactCodes.GovernanceRefused] = null,
        [FactCodes.InstitutionApplied] = null,
        [FactCodes.InstitutionWithdrawn] = null,
        [FactCodes.InstitutionRefused] = null,

        // Where things are sent to gives nobody any rights, and whoever may know it asks for it (docs/adr/0025).
        [FactCodes.AddressAdded] = null,
        [FactCodes.AddressChanged] = null,
        [FactCodes.AddressRemoved] = null,
        [FactCodes.AddressPreferred] = null,

        // Something begins that nobody was told of before.
        [FactCodes.InstitutionApproved] = null,
        [FactCodes.InstitutionCreated] = null,

        // Between this server and one client, which knows it from the protocol.
        ["authorization.refused"] = null,
        ["consent.given"] = null,
        ["grant.opened"] = null,
        ["grant.redeemed"] = null,
        ["grant.refreshed"] = null,
        ["grant.switched"] = null,
        ["grant.denied"] = null,
        ["grant.misused"] = null,
        ["grant.revoked"] = null,
        ["access_token.revoked"] = null,
        ["device.denied"] = null,
        ["device.misused"] = null,
        ["logout.undelivered"] = null,
        [FactCodes.NoticeUndelivered] = null,
        ["outbox.unreadable"] = null,

        // The server's own.
        [FactCodes.ItemsImported] = null,
        ["ring.revoked"] = null,
        ["signing_key.published"] = null,
        ["signing_key.advanced"] = null,
        ["signing_key.revoked"] = null,
        ["not_before.raised"] = null,
        [AuditDrop.Code] = null,
        [DetailErasure.Code] = null,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All codes, those without a signal too.</summary>
    public static IEnumerable<string> Codes => ByCode.Keys;

    /// <summary>The signal of a fact that something was done; null: it means none.</summary>
    /// <param name="code">Of the audit fact.</param>
    /// <exception cref="InvalidOperationException">A code that is not in the map.</exception>
    public static SignalType? Of(string code) => ByCode.TryGetValue(code, out var type)
        ? type
        : throw new InvalidOperationException($"The audit fact {code} is not in {nameof(SignalMap)}: decide which signal it means, or none.");
}
