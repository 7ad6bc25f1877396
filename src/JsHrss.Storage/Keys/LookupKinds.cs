namespace JsHrss.Storage.Keys;

/// <summary>Namespaces of keyed look-ups. They enter the digest and never change.</summary>
internal static class LookupKinds
{
    /// <summary>A document: type, country and canonical number.</summary>
    public const string Document = "document";

    /// <summary>A canonical document number of whatever type.</summary>
    public const string Number = "number";

    /// <summary>A mobile number.</summary>
    public const string Mobile = "mobile";

    /// <summary>What short messages to one number go in order by, and are counted by: a mobile number. Stands in the outbox, and is not what people are looked up by.</summary>
    public const string SmsTarget = "sms.target";

    /// <summary>What short messages from one unit to one number are counted by.</summary>
    public const string SmsUnit = "sms.unit";

    /// <summary>What failed sign-ins are counted by: an account as it was typed, in one spelling.</summary>
    public const string AttemptAccount = "attempt.account";

    /// <summary>What a device's screen shows (RFC 8628).</summary>
    public const string UserCode = "user_code";

    /// <summary>What wrong entries of user codes are counted by: digest of a browser's secret.</summary>
    public const string UserCodeBrowser = "user_code.browser";

    /// <summary>What failed sign-ins are counted by: an address, IPv6 by its /64.</summary>
    public const string AttemptNetwork = "attempt.network";

    /// <summary>What scans are counted by: a person.</summary>
    public const string QrPerson = "qr.person";

    /// <summary>What tries to add members are counted by: a person.</summary>
    public const string MemberTriesPerson = "member.person";

    /// <summary>What tries to add members are counted by: a unit.</summary>
    public const string MemberTriesUnit = "member.unit";

    /// <summary>What face checks are counted by: a person, or a document where there is no account.</summary>
    public const string FacePerson = "face.person";

    /// <summary>Whose face a check expected: name and document. What stays when the subject is erased (REG-28).</summary>
    public const string FaceSubject = "face.subject";
}
