namespace JsHrss.Accounts.Audit;

/// <summary>Event codes of this library. They are stored and never change.</summary>
public static class FactCodes
{
    /// <summary>A person tried to prove who they are.</summary>
    public const string SignIn = "sign_in";

    /// <summary>Failures closed a credential's password path.</summary>
    public const string CredentialLocked = "credential.locked";

    /// <summary>So many sign-ins fail everywhere that each needs a human challenge; once a window.</summary>
    public const string SignInAnomaly = "sign_in.anomaly";

    /// <summary>A session began.</summary>
    public const string SessionBegun = "session.begun";

    /// <summary>A further proof joined a session.</summary>
    public const string ProofJoined = "session.proof_joined";

    /// <summary>A session ended.</summary>
    public const string SessionEnded = "session.ended";

    /// <summary>One context of a session was signed out.</summary>
    public const string ContextEnded = "session.context_ended";

    /// <summary>A passkey was added to an account.</summary>
    public const string PasskeyEnrolled = "passkey.enrolled";

    /// <summary>A passkey got another name.</summary>
    public const string PasskeyRenamed = "passkey.renamed";

    /// <summary>A passkey was bound to the real person: from now on it opens units and counts as live.</summary>
    public const string PasskeyBound = "passkey.bound";

    /// <summary>A passkey was removed from an account.</summary>
    public const string PasskeyRemoved = "passkey.removed";

    /// <summary>Every session and grant of a person ended.</summary>
    public const string AllSessionsEnded = "session.all_ended";

    /// <summary>A person enrolled a key of the app.</summary>
    public const string AppKeyEnrolled = "app_key.enrolled";

    /// <summary>A key of the app was ended by its holder.</summary>
    public const string AppKeyEnded = "app_key.ended";

    /// <summary>A face check was opened, with the consent it rests on.</summary>
    public const string FaceCheckOpened = "face_check.opened";

    /// <summary>A face check was given up before its channel knew of it.</summary>
    public const string FaceCheckAbandoned = "face_check.abandoned";

    /// <summary>The channel said whether it was the expected face.</summary>
    public const string FaceCheckDecided = "face_check.decided";

    /// <summary>An account became a real person's, or its time as one was prolonged.</summary>
    public const string RealPersonProven = "level.real_person";

    /// <summary>A person was given a slip for the counter.</summary>
    public const string CounterSlipIssued = "counter_slip.issued";

    /// <summary>The catalogue of business items was written anew.</summary>
    public const string ItemsImported = "items.imported";

    /// <summary>A person scanned a code.</summary>
    public const string QrScanned = "qr.scanned";

    /// <summary>A person approved what a code asked for. Text and signature are the evidence.</summary>
    public const string QrConfirmed = "qr.confirmed";

    /// <summary>A person refused what a code asked for; reason <c>not_me</c> says that somebody else wanted in.</summary>
    public const string QrDenied = "qr.denied";

    /// <summary>The register names a person as legal representative, and the person confirmed it by a scan (C38).</summary>
    public const string MembershipRepresented = "membership.represented";

    /// <summary>A person confirmed a membership with their face, and set its password (R135).</summary>
    public const string MembershipConfirmed = "membership.confirmed";

    /// <summary>A person set a membership's password anew with their face (R114).</summary>
    public const string MembershipPasswordSet = "membership.password_set";

    /// <summary>A unit agreed to have several people act for it (R130).</summary>
    public const string GovernanceTermsAccepted = "governance.terms_accepted";

    /// <summary>A member was added, and has to confirm (R133).</summary>
    public const string MemberAdded = "member.added";

    /// <summary>A membership ended; the reason says how (R143).</summary>
    public const string MemberEnded = "member.ended";

    /// <summary>A mandate got another period (R142).</summary>
    public const string MemberRenewed = "member.renewed";

    /// <summary>A mandate got other items (R139).</summary>
    public const string MemberItemsGranted = "member.items_granted";

    /// <summary>A member got another role (R144).</summary>
    public const string MemberRoleChanged = "member.role_changed";

    /// <summary>An invitation ended because nobody confirmed it (R135).</summary>
    public const string MemberInvitationOver = "member.invitation_over";

    /// <summary>A member of an institution that was suspended serves nothing until it is resumed.</summary>
    public const string MemberSuspended = "member.suspended";

    /// <summary>It does again.</summary>
    public const string MemberResumed = "member.resumed";

    /// <summary>Somebody tried to change a unit or its members and may not; the reason and the detail say what (cases UN-11, UN-12).</summary>
    public const string GovernanceRefused = "governance.refused";

    /// <summary>A short message was never accepted by the gateway; the reason says why.</summary>
    public const string NoticeUndelivered = "notice.undelivered";

    /// <summary>What a unit says of itself was changed (R148).</summary>
    public const string UnitProfileChanged = "unit.profile_changed";

    /// <summary>A unit applied for an institution (R151).</summary>
    public const string InstitutionApplied = "institution.applied";

    /// <summary>A unit took its application back.</summary>
    public const string InstitutionWithdrawn = "institution.withdrawn";

    /// <summary>An officer approved an application: the institution has its number.</summary>
    public const string InstitutionApproved = "institution.approved";

    /// <summary>An officer refused an application.</summary>
    public const string InstitutionRefused = "institution.refused";

    /// <summary>An officer opened an institution that nobody had applied for.</summary>
    public const string InstitutionCreated = "institution.created";

    /// <summary>An officer suspended an institution.</summary>
    public const string InstitutionSuspended = "institution.suspended";

    /// <summary>An officer resumed a suspended institution.</summary>
    public const string InstitutionResumed = "institution.resumed";

    /// <summary>An officer ended an institution for good.</summary>
    public const string InstitutionEnded = "institution.ended";

    /// <summary>A delivery address was added to a book (R153).</summary>
    public const string AddressAdded = "address.added";

    /// <summary>A delivery address was changed.</summary>
    public const string AddressChanged = "address.changed";

    /// <summary>A delivery address was removed from its book.</summary>
    public const string AddressRemoved = "address.removed";

    /// <summary>Another delivery address of a book became its default.</summary>
    public const string AddressPreferred = "address.preferred";
}
